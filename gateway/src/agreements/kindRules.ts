import type { PartnerKind, Purpose } from './rules.ts';

/** The limits of agreements with one kind of partner (domain rule 4.2). */
export interface PartnerKindRules {
  readonly purposes: readonly Purpose[];
  /** Coordinates that an agreement may list; `Milestone.*` stands for all fields of a type. */
  readonly mayList: readonly string[];
  /** Exceptions from `mayList`. */
  readonly mayNotList: readonly string[];
  readonly perDay: number;
  readonly perMinute: number;
  /** The maximum estimated cost of one operation. */
  readonly maxCost: number;
  /** Whether agreements of this kind read personal data; the number `PERSONS_PER_DAY` limits the data subjects of one civil day. */
  readonly readsPersons: boolean;
  /** The maximum term in months; null where the end of the contract decides. */
  readonly months: number | null;
  /** The maximum days after the end of the contract; null for kinds without a contract. */
  readonly daysAfterContract: number | null;
}

/** Every partner may read its own agreement and its part of the access log. */
const OWN_AGREEMENT_FIELDS = [
  'Query.myAgreement',
  'Query.accessLog',
  'DataSharingAgreement.accessLog',
  ...['id', 'kind', 'purposes', 'coordinates', 'rowFilter', 'masking', 'quota', 'validFrom', 'validTo', 'status', 'version'].map(
    (field) => `DataSharingAgreement.${field}`,
  ),
  'RowFilter.*',
  'MaskRule.*',
  'Quota.*',
];

const PROJECT_FIELDS = [
  ...OWN_AGREEMENT_FIELDS,
  'Query.myProjects',
  ...[
    'code',
    'nameZh',
    'kind',
    'targetGroup',
    'districts',
    'budgetFen',
    'agreement',
    'milestones',
    'reports',
    'beneficiaries',
    'status',
  ].map((field) => `ServiceProject.${field}`),
  'ServiceProject.id',
  'ServiceProject.version',
  'ProjectAgreement.*',
  'BeneficiaryCount.*',
  'District.code',
  'District.name',
  'District.nameZh',
  'Mutation.reportProject',
];

export const KIND_RULES: Readonly<Record<PartnerKind, PartnerKindRules>> = {
  INCUBATED: {
    purposes: ['DELIVERY', 'REPORTING'],
    mayList: [...PROJECT_FIELDS, 'Milestone.*'],
    mayNotList: ['Milestone.acceptance'],
    perDay: 1_000,
    perMinute: 60,
    maxCost: 200,
    readsPersons: false,
    months: 12,
    daysAfterContract: null,
  },
  PURCHASED: {
    purposes: ['DELIVERY'],
    mayList: [...PROJECT_FIELDS, 'Milestone.*', 'ProjectInstalment.*'],
    mayNotList: [],
    perDay: 1_000,
    perMinute: 60,
    maxCost: 200,
    readsPersons: false,
    months: null,
    daysAfterContract: 90,
  },
  CONTACT: {
    purposes: ['MATCHING'],
    mayList: [
      ...OWN_AGREEMENT_FIELDS,
      'Query.servicePoints',
      'ServicePoint.nameZh',
      'ServicePoint.address',
      'ServicePoint.openingHours',
      'ServicePoint.functions',
      'Query.serviceItems',
      'ServiceItem.*',
      'Query.cultureEvents',
      'CultureEvent.*',
      'WorkersHome.nameZh',
      'WorkersHome.status',
    ],
    mayNotList: [],
    perDay: 300,
    perMinute: 60,
    maxCost: 2_000,
    readsPersons: false,
    months: 12,
    daysAfterContract: null,
  },
  RESEARCH: {
    purposes: ['STATISTICS'],
    mayList: [
      ...OWN_AGREEMENT_FIELDS,
      'Query.districts',
      'Query.district',
      'District.code',
      'District.name',
      'District.nameZh',
      'District.mediationStats',
      'District.skillsStats',
      'District.venueStats',
      'District.fundStats',
      'Query.cityIndicators',
      'PlanIndicator.*',
      'IndicatorValue.*',
      'Query.bargainingEffect',
    ],
    mayNotList: [],
    perDay: 100,
    perMinute: 60,
    maxCost: 2_000,
    readsPersons: false,
    months: 6,
    daysAfterContract: null,
  },
  LEGAL_SERVICE: {
    purposes: ['LEGAL_AID'],
    mayList: [
      ...OWN_AGREEMENT_FIELDS,
      'Query.mediationCase',
      ...[
        'id',
        'caseNo',
        'org',
        'status',
        'receivedAt',
        'statutoryDueAt',
        'extendedTo',
        'claims',
        'limitation',
        'applicants',
      ].map((field) => `MediationCase.${field}`),
      'MediationOrg.id',
      'MediationOrg.nameZh',
      'Claim.*',
      'Party.side',
      'Party.nameZh',
      'Party.phoneMasked',
    ],
    mayNotList: [],
    perDay: 2_000,
    perMinute: 60,
    maxCost: 500,
    readsPersons: true,
    months: null,
    daysAfterContract: 0,
  },
};

/** The types that have fields in these rules. Each field of such a type is readable only if the agreement lists it. */
export const TYPES_IN_RULES: ReadonlySet<string> = new Set(
  Object.values(KIND_RULES)
    .flatMap(({ mayList }) => mayList)
    .map((pattern) => pattern.slice(0, pattern.indexOf('.'))),
);

/** Fields that no agreement may list (domain rule 4.2), besides all sensitive ones. */
const NEVER_SHARED = [
  'Member.identityHash',
  'Member.identityMasked',
  'HouseholdMember.*',
  'HardshipFile.*',
  'Session.*',
  'Evidence.*',
  'Booking.*',
  'Registration.*',
  'BenefitUse.*',
  'Card.cardNoMasked',
  'JournalEntry.*',
  'Query._entities',
  'Query._service',
];

/** Whether one of the patterns matches a field. */
export function matchesPattern(patterns: readonly string[], field: string): boolean {
  const type = field.slice(0, field.indexOf('.'));
  return patterns.includes(field) || patterns.includes(`${type}.*`);
}

export const isNeverShared = (field: string, kind: PartnerKind | null): boolean =>
  matchesPattern(NEVER_SHARED, field) || (kind !== 'LEGAL_SERVICE' && field.startsWith('Party.'));
