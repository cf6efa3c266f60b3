/** What every partner may see of its own agreement. */
const OWN = [
  'Query.myAgreement',
  'Query.accessLog',
  ...['id', 'kind', 'purposes', 'coordinates', 'quota', 'validFrom', 'validTo', 'status', 'accessLog'].map(
    (field) => `DataSharingAgreement.${field}`,
  ),
  'Quota.limitPerMinute',
  'Quota.limitPerDay',
  'Quota.usedToday',
  'Quota.maxCost',
];

/** Fields by the subgraph that owns them. */
type Fields = Readonly<Record<string, readonly string[]>>;

export const PROJECT: Fields = {
  governance: OWN,
  organisation: ['District.code', 'District.name', 'District.nameZh'],
  'warmth-fund': [
    'Query.myProjects',
    ...[
      'id',
      'version',
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
    ...['id', 'title', 'dueAt', 'status', 'version'].map((field) => `Milestone.${field}`),
    ...['id', 'signedAt', 'from', 'to', 'totalFen'].map((field) => `ProjectAgreement.${field}`),
    ...['direct', 'indirect', 'suppressed', 'byDistrict', 'byGroup'].map((field) => `BeneficiaryCount.${field}`),
    'Mutation.reportProject',
  ],
};

/** Who is paid for a project reads of its money, too. */
export const PURCHASE: Fields = {
  ...PROJECT,
  'warmth-fund': [
    ...(PROJECT['warmth-fund'] ?? []),
    'Milestone.acceptance',
    'ProjectAgreement.instalments',
    ...['id', 'milestone', 'amountFen', 'status'].map((field) => `ProjectInstalment.${field}`),
  ],
};

export const CONTACT: Fields = {
  governance: OWN,
  organisation: [
    'Query.servicePoints',
    ...['nameZh', 'address', 'openingHours', 'functions'].map((field) => `ServicePoint.${field}`),
    'Query.serviceItems',
    ...['nameZh', 'goal', 'validFrom', 'validTo'].map((field) => `ServiceItem.${field}`),
  ],
};

export const RESEARCH: Fields = {
  governance: OWN,
  organisation: [
    'Query.districts',
    'District.code',
    'District.nameZh',
    'Query.cityIndicators',
    ...['code', 'nameZh', 'dimension', 'targetBp', 'targetCount', 'current'].map((field) => `PlanIndicator.${field}`),
    ...['valueBp', 'valueCount', 'status', 'measuredAt'].map((field) => `IndicatorValue.${field}`),
  ],
  mediation: ['District.mediationStats'],
  training: ['District.skillsStats'],
  venues: ['District.venueStats'],
  'warmth-fund': ['District.fundStats'],
};

export const LEGAL_SERVICE: Fields = {
  governance: OWN,
  mediation: [
    'Query.mediationCase',
    ...['id', 'caseNo', 'org', 'status', 'receivedAt', 'statutoryDueAt', 'extendedTo', 'claims', 'limitation', 'applicants'].map(
      (field) => `MediationCase.${field}`,
    ),
    'MediationOrg.nameZh',
    ...['id', 'kind', 'amountFen', 'periodFrom', 'periodTo', 'ground'].map((field) => `Claim.${field}`),
    'Party.side',
    'Party.nameZh',
    'Party.phoneMasked',
  ],
};
