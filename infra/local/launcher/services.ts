import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../root.ts';

/** The domain subgraphs, each with a database of its own. */
export const SUBGRAPHS = ['organisation', 'mediation', 'training', 'venues', 'warmth-fund'] as const;
export const SERVICES = [...SUBGRAPHS, 'identity', 'gateway'] as const;
/** Every database that is made here; the gateway's own is `governance`. */
export const DATABASES = [...SUBGRAPHS, 'governance'] as const;

export type SubgraphName = (typeof SUBGRAPHS)[number];
export type ServiceName = (typeof SERVICES)[number];
export type DatabaseName = (typeof DATABASES)[number];

const ofSubgraphs = <Value>(make: (name: SubgraphName) => Value): Record<SubgraphName, Value> =>
  Object.fromEntries(SUBGRAPHS.map((name) => [name, make(name)])) as Record<SubgraphName, Value>;

/** The compiled program of each service, its path taken from the checkout. */
export const ENTRIES: Readonly<Record<ServiceName, string>> = {
  ...ofSubgraphs((name) => `subgraphs/${name}/dist/src/main.js`),
  identity: 'infra/dist/local/identity.js',
  gateway: 'gateway/dist/src/main.js',
};

/** What the usual ports count from; `PORT_BASE` moves them all. */
const USUAL_BASE = 4000;

/** A subgraph's usual port, which its package.json names (`unionGraph.port`). */
function portOf(name: SubgraphName): number {
  const manifest = path.join(ROOT, 'subgraphs', name, 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { unionGraph: { port: number } }).unionGraph.port;
}

/** The usual ports, or the same ones counted from another base: 5000 moves 4001 to 5001. */
export function portsFrom(base = USUAL_BASE): Record<ServiceName, number> {
  const usual = { gateway: 4000, ...ofSubgraphs(portOf), identity: 4009 };
  return Object.fromEntries(SERVICES.map((name) => [name, usual[name] - USUAL_BASE + base])) as Record<ServiceName, number>;
}

export const DEFAULT_PORTS: Readonly<Record<ServiceName, number>> = portsFrom();

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
    'mediation.snapshot.requested',
    'training.snapshot.requested',
    'venues.snapshot.requested',
    'warmth-fund.snapshot.requested',
    'mediation.dataRequest.*',
    'training.dataRequest.*',
    'venues.dataRequest.*',
    'warmth-fund.dataRequest.*',
    'mediation.case.staffed',
    'mediation.indicator.measured',
    'mediation.request.*',
    'mediation.warning.raised',
    'training.enrolment.listed',
    'training.student.listed',
    'training.indicator.measured',
    'training.request.*',
    'venues.booking.confirmed',
    'venues.booking.cancelled',
    'venues.indicator.measured',
    'venues.request.*',
    'warmth-fund.applicant.listed',
    'warmth-fund.disbursement.*',
    'warmth-fund.donor.listed',
    'warmth-fund.indicator.measured',
    'warmth-fund.payee.listed',
    'warmth-fund.request.*',
    'warmth-fund.runningFund.allocated',
  ],
  mediation: [
    'organisation.enterprise.*',
    'organisation.member.listed',
    'organisation.request.dispatched',
    'organisation.staff.listed',
    'organisation.servicePoint.listed',
    'organisation.snapshot.requested',
    'organisation.union.*',
    'training.snapshot.requested',
    ...ABOUT_PERSONS,
  ],
  training: [
    'warmth-fund.disbursement.*',
    'organisation.member.*',
    'organisation.request.dispatched',
    'organisation.snapshot.requested',
    'organisation.staff.listed',
    'organisation.enterprise.placed',
    'organisation.union.dissolved',
    'organisation.union.moved',
    'mediation.minimumWage.set',
    ...ABOUT_PERSONS,
  ],
  venues: [
    'organisation.card.*',
    'organisation.member.*',
    'organisation.servicePoint.listed',
    'organisation.enterprise.placed',
    'organisation.home.listed',
    'organisation.union.*',
    'organisation.request.dispatched',
    ...ABOUT_PERSONS,
  ],
  'warmth-fund': [
    'mediation.recovery.recorded',
    'organisation.card.*',
    'organisation.member.*',
    'organisation.request.dispatched',
    'organisation.snapshot.requested',
    'organisation.staff.listed',
    'organisation.socialOrganisation.listed',
    'organisation.union.activated',
    'organisation.union.dissolved',
    'organisation.union.moved',
    'training.sponsorship.*',
    'training.studio.fundingDue',
    'training.studio.fundingWithdrawn',
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
