import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { unionId } from './unions.ts';

/** Who owns each subgraph and decides about its fields. */
const STEWARDS: Readonly<Record<string, string>> = {
  organisation: 'shen-ping',
  mediation: 'peng-bo',
  training: 'lu-yang',
  venues: 'ding-hao',
  'warmth-fund': 'xie-min',
  governance: 'shen-ping',
};

interface Seed {
  readonly name: string;
  readonly kind: 'INCUBATED' | 'PURCHASED' | 'CONTACT' | 'RESEARCH' | 'LEGAL_SERVICE';
  /** The partner's id. */
  readonly party: string;
  readonly client: string;
  readonly purposes: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly perDay: number;
  readonly status?: 'SIGNED' | 'SUSPENDED';
  readonly projects?: readonly string[];
  readonly districts?: readonly string[];
  /** Coordinates by the subgraph that owns them. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

const ngo = (name: string): string => id('social-organisation', name);

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

const PROJECT = {
  governance: OWN,
  organisation: ['District.code', 'District.name', 'District.nameZh'],
  'warmth-fund': [
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
    ...['id', 'title', 'dueAt', 'status', 'version'].map((field) => `Milestone.${field}`),
    ...['id', 'signedAt', 'from', 'to', 'totalFen'].map((field) => `ProjectAgreement.${field}`),
    ...['direct', 'indirect', 'suppressed', 'byDistrict', 'byGroup'].map((field) => `BeneficiaryCount.${field}`),
    'Mutation.reportProject',
  ],
};

const CONTACT = {
  governance: OWN,
  organisation: [
    'Query.servicePoints',
    ...['nameZh', 'address', 'openingHours', 'functions'].map((field) => `ServicePoint.${field}`),
    'Query.serviceItems',
    ...['nameZh', 'goal', 'validFrom', 'validTo'].map((field) => `ServiceItem.${field}`),
  ],
};

/** Agreements of each kind (domain rules 4.4, 6.2), one that is past its last day, one that is suspended. All their clients can sign in here. */
const AGREEMENTS: readonly Seed[] = [
  {
    name: 'qianqianshu',
    kind: 'INCUBATED',
    party: ngo('qianqianshu'),
    client: 'ngo-secret',
    purposes: ['DELIVERY', 'REPORTING'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    projects: ['INC-2013-02'],
    fields: PROJECT,
  },
  {
    name: 'qianqianshu-contact',
    kind: 'CONTACT',
    party: ngo('qianqianshu'),
    client: 'ngo-secret',
    purposes: ['MATCHING'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 300,
    fields: CONTACT,
  },
  {
    name: 'troupe',
    kind: 'CONTACT',
    party: ngo('domestic-troupe'),
    client: 'ngo-key',
    purposes: ['MATCHING'],
    from: '2013-05-01',
    to: '2014-04-30',
    perDay: 300,
    fields: CONTACT,
  },
  {
    name: 'teachers',
    kind: 'INCUBATED',
    party: ngo('teachers-circle'),
    client: 'ngo-teachers',
    purposes: ['DELIVERY'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    districts: ['110105', '110106'],
    fields: PROJECT,
  },
  {
    name: 'women',
    kind: 'INCUBATED',
    party: ngo('elderly-women'),
    client: 'ngo-women',
    purposes: ['DELIVERY'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    fields: PROJECT,
  },
  {
    name: 'troupe-project',
    kind: 'INCUBATED',
    party: ngo('domestic-troupe'),
    client: 'ngo-key',
    purposes: ['DELIVERY'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    fields: PROJECT,
  },
  {
    name: 'workers-home',
    kind: 'INCUBATED',
    party: ngo('workers-home'),
    client: 'ngo-workers-home',
    purposes: ['DELIVERY'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 1_000,
    fields: PROJECT,
  },
  {
    name: 'workers-home-contact',
    kind: 'CONTACT',
    party: ngo('workers-home'),
    client: 'ngo-workers-home',
    purposes: ['MATCHING'],
    from: '2013-07-01',
    to: '2014-06-30',
    perDay: 300,
    fields: CONTACT,
  },
  {
    name: 'listening',
    kind: 'PURCHASED',
    party: ngo('listening'),
    client: 'ngo-listening',
    purposes: ['DELIVERY'],
    from: '2013-03-01',
    to: '2014-03-31',
    perDay: 1_000,
    projects: ['PUR-2013-01'],
    fields: PROJECT,
  },
  {
    name: 'institute',
    kind: 'RESEARCH',
    party: ngo('reading'),
    client: 'ngo-institute',
    purposes: ['STATISTICS'],
    from: '2013-06-01',
    to: '2013-11-30',
    perDay: 100,
    fields: {
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
    },
  },
  {
    // A law firm, not a social organisation: it reads the open cases of its own lawyers.
    name: 'lawyers',
    kind: 'LEGAL_SERVICE',
    party: id('law-firm', 'jingzheng'),
    client: 'law-jingzheng',
    purposes: ['LEGAL_AID'],
    from: '2013-01-01',
    to: '2013-12-31',
    perDay: 2_000,
    fields: {
      governance: OWN,
      mediation: [
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
        'MediationOrg.nameZh',
        ...['id', 'kind', 'amountFen', 'periodFrom', 'periodTo', 'ground'].map((field) => `Claim.${field}`),
        'Party.side',
        'Party.nameZh',
        'Party.phoneMasked',
      ],
    },
  },
  {
    name: 'expired',
    kind: 'CONTACT',
    party: ngo('safe-sites'),
    client: 'ngo-safe-sites',
    purposes: ['MATCHING'],
    from: '2012-10-01',
    to: '2013-09-30',
    perDay: 300,
    fields: CONTACT,
  },
  {
    name: 'suspended',
    kind: 'CONTACT',
    party: ngo('night-school'),
    client: 'ngo-night-school',
    purposes: ['MATCHING'],
    from: '2013-05-01',
    to: '2014-04-30',
    perDay: 300,
    status: 'SUSPENDED',
    fields: CONTACT,
  },
];

/** What one operation may cost, and of how many persons personal data may be read in a day (domain rule 4.2). */
const MOST: Readonly<Record<Seed['kind'], { readonly max_cost: number; readonly persons_per_day: number }>> = {
  INCUBATED: { max_cost: 200, persons_per_day: 1 },
  PURCHASED: { max_cost: 200, persons_per_day: 1 },
  CONTACT: { max_cost: 2_000, persons_per_day: 1 },
  RESEARCH: { max_cost: 2_000, persons_per_day: 1 },
  LEGAL_SERVICE: { max_cost: 500, persons_per_day: 200 },
};

const agreementId = (name: string): string => id('agreement', name);
const dayBefore = (day: string): Date => new Date(Date.parse(`${day}T09:00:00+08:00`) - 86_400_000);
const clients = new Map(AGREEMENTS.map(({ client, party }) => [client, party]));

/** The rows of the gateway's own database. */
export const tables = [
  {
    table: 'registered_subgraph',
    rows: Object.keys(STEWARDS).map((name) => ({ name, owner_union_id: unionId('city') })),
  },
  {
    table: 'steward',
    rows: Object.entries(STEWARDS).map(([subgraph, login]) => ({ subgraph, person_id: personId(login) })),
  },
  {
    table: 'partner_client',
    rows: [...clients].map(([client, party]) => ({ client_id: client, party_id: party })),
  },
  {
    table: 'data_sharing_agreement',
    rows: AGREEMENTS.map(
      ({ name, kind, party, client, purposes, from, to, perDay, status = 'SIGNED', projects = [], districts = [] }) => ({
        id: agreementId(name),
        kind,
        party_id: party,
        client_id: client,
        purposes,
        district_codes: districts,
        project_ids: projects.map((code) => id('service-project', code)),
        per_minute: 60,
        ...MOST[kind],
        per_day: perDay,
        valid_from: from,
        valid_to: to,
        status,
        drafted_by: personId('jiang-nan'),
        approved_by: personId('luo-qing'),
        impact_assessment_id: `PIA-2013-${name}`,
        reason: status === 'SUSPENDED' ? '联系人变更，等待确认' : null,
        version: 1,
      }),
    ),
  },
  {
    table: 'field_approval',
    rows: AGREEMENTS.flatMap(({ name, from, fields }) =>
      Object.entries(fields).flatMap(([subgraph, coordinates]) =>
        coordinates.map((coordinate) => ({
          agreement_id: agreementId(name),
          coordinate,
          subgraph,
          decision: 'APPROVED',
          decided_by: personId(STEWARDS[subgraph] as string),
          decided_at: dayBefore(from),
        })),
      ),
    ),
  },
  {
    table: 'signature',
    rows: AGREEMENTS.flatMap(({ name, from }) =>
      [
        { side: 'FEDERATION', signatory: '江楠' },
        { side: 'PARTNER', signatory: '负责人（示例）' },
      ].map((signature) => ({
        agreement_id: agreementId(name),
        ...signature,
        recorded_by: personId('jiang-nan'),
        at: dayBefore(from),
      })),
    ),
  },
];
