/** The domain subgraphs, each with a database of its own. */
export const SUBGRAPHS = ['organisation', 'mediation', 'training', 'venues', 'warmth-fund'] as const;
export const SERVICES = [...SUBGRAPHS, 'identity', 'gateway'] as const;
/** Every database that is made here; the gateway's own is `governance`. */
export const DATABASES = [...SUBGRAPHS, 'governance'] as const;

export type SubgraphName = (typeof SUBGRAPHS)[number];
export type ServiceName = (typeof SERVICES)[number];
export type DatabaseName = (typeof DATABASES)[number];

export const ENTRIES: Readonly<Record<ServiceName, string>> = {
  organisation: 'subgraphs/organisation/src/main.ts',
  mediation: 'subgraphs/mediation/src/main.ts',
  training: 'subgraphs/training/src/main.ts',
  venues: 'subgraphs/venues/src/main.ts',
  'warmth-fund': 'subgraphs/warmth-fund/src/main.ts',
  identity: 'infra/local/identity.ts',
  gateway: 'gateway/src/main.ts',
};

export const DEFAULT_PORTS: Readonly<Record<ServiceName, number>> = {
  gateway: 4000,
  organisation: 4001,
  mediation: 4002,
  training: 4003,
  venues: 4004,
  'warmth-fund': 4005,
  identity: 4009,
};

/** What organisation tells everybody: which consents hold, who asks about their own data, who was erased, whose records became one. */
const ABOUT_PERSONS = [
  'organisation.consent.*',
  'organisation.dataRequest.*',
  'organisation.member.erased',
  'organisation.member.merged',
  'organisation.member.unmerged',
];

/** Who is told of whose events: by consumer, the types of event it listens to. A `*` at the end stands for any word. */
const SUBSCRIPTIONS: Readonly<Record<SubgraphName, readonly string[]>> = {
  organisation: [
    'governance.agreement.*',
    'mediation.dataRequest.*',
    'training.dataRequest.*',
    'venues.dataRequest.*',
    'warmth-fund.dataRequest.*',
    'mediation.indicator.measured',
    'mediation.request.*',
    'mediation.warning.raised',
    'training.indicator.measured',
    'training.request.*',
    'venues.indicator.measured',
    'venues.request.*',
    'warmth-fund.disbursement.*',
    'warmth-fund.indicator.measured',
    'warmth-fund.request.*',
    'warmth-fund.runningFund.allocated',
  ],
  mediation: ['organisation.enterprise.*', 'organisation.request.dispatched', ...ABOUT_PERSONS],
  training: ['warmth-fund.disbursement.*', 'organisation.member.*', 'organisation.request.dispatched', ...ABOUT_PERSONS],
  venues: ['organisation.card.*', 'organisation.request.dispatched', ...ABOUT_PERSONS],
  'warmth-fund': [
    'organisation.card.*',
    'organisation.member.*',
    'organisation.request.dispatched',
    'training.subsidy.*',
    ...ABOUT_PERSONS,
  ],
};

export interface Subscriber {
  readonly type: string;
  readonly name: SubgraphName;
  readonly url: string;
}

/** The subscribers to the events of `source`, where each service listens on the port given. */
export function subscribersTo(source: DatabaseName, ports: Readonly<Record<ServiceName, number>>): Subscriber[] {
  return SUBGRAPHS.flatMap((name) =>
    SUBSCRIPTIONS[name]
      .filter((type) => type.startsWith(`${source}.`))
      .map((type) => ({ type, name, url: `http://127.0.0.1:${ports[name]}/events` })),
  );
}

/** The form of a service's name in environment variables: `warmth-fund` → `WARMTH_FUND`. */
export const variable = (name: string): string => name.replaceAll('-', '_').toUpperCase();
