import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CURSOR_SECRET, createTestDatabase, eventually } from '@union-graph/testing';
import type { JSONWebKeySet, JWK } from 'jose';
import pg from 'pg';
import type { PublicKey } from '../audit/verify-access-log.mjs';
import { publicKeyOf } from '../src/accounts/logKeys.ts';
import { DEFAULT_CALL_SETTINGS } from '../src/calls/callSettings.ts';
import type { GatewayConfig } from '../src/config.ts';
import { KNOWS_ALL } from '../src/governance/builders.ts';
import { defineGovernance } from '../src/governance/subgraph.ts';
import { readSupergraph } from '../src/supergraph/reading/supergraph.ts';
import { type GatewayUnderTest, gatewayKeys, startTestGateway, untilLoaded } from './gateway.ts';
import { AUDIENCE, type FixtureIssuer, person, startIssuer } from './issuer.ts';
import { type GatewayProcess, openGatewayProcess } from './process.ts';
import { startBesideGovernance } from './recordIds.ts';
import { type Definition, type FixtureSubgraph, federation, startSubgraph } from './subgraph.ts';

const PUB = '@tag(name: "pub")';

/** An invented subgraph with fields that a contact organisation may read, and others that it may not, in each of its types. */
export const points: Definition = {
  sdl: `
    ${federation('"@key"', '"@tag"', '"@requires"', '"@external"', '"@requiresScopes"')}
    type Query {
      servicePoints(first: Int, after: String, district: String, filter: PointFilter): ServicePointConnection ${PUB}
      places: [Place!] ${PUB}
      groups: [PointCount!]! ${PUB}
      found: [Found!] ${PUB}
      whoAmI: String ${PUB}
      members(first: Int): [Member!] @tag(name: "per")
      member(id: ID!): Member @tag(name: "per") @tag(name: "person-by-key")
    }
    type Mutation { rename(name: String!): ServicePoint ${PUB} @requiresScopes(scopes: [["write"]]) }
    input PointFilter { nameZh: String  phone: String }
    interface Place { nameZh: String ${PUB} }
    union Found = ServicePoint | Member
    type ServicePointConnection { nodes: [ServicePoint!]! ${PUB}  totalCount: Int! @tag(name: "int") }
    type ServicePoint implements Place @key(fields: "id") {
      id: ID! ${PUB}
      nameZh: String ${PUB}
      address: String ${PUB}
      phone: String @tag(name: "int")
      openingHours: [Hours!]! ${PUB}
      keeper: Member @tag(name: "per")
      next: ServicePoint ${PUB}
      openedOn: Date ${PUB}
      budgetFen: Fen ${PUB}
      visitors: Int! ${PUB}
      tags: [String!]! ${PUB}
      counts: [PointCount!]! ${PUB}
    }
    scalar Date
    scalar Fen
    type PointCount { group: String! ${PUB}  count: Int ${PUB}  suppressed: Boolean! ${PUB} }
    type Hours { opens: String! ${PUB}  keeper: Member ${PUB}  alarmCode: String @tag(name: "int") }
    type Member implements Place @key(fields: "id") @tag(name: "person") {
      id: ID! @tag(name: "per")
      nameZh: String @tag(name: "per")
      consents: [Consent!]! @tag(name: "per") @tag(name: "person-consents")
    }
    type Consent {
      purpose: String! @tag(name: "per") @tag(name: "consent-purpose")
      givenAt: String! @tag(name: "per") @tag(name: "consent-given-at")
      withdrawnAt: String @tag(name: "per") @tag(name: "consent-withdrawn-at")
    }
  `,
  resolvers: {
    Query: {
      servicePoints: () => ({ nodes: [POINT, POINT], totalCount: 2 }),
      groups: () => COUNTS,
      places: () => [{ __typename: 'ServicePoint', ...POINT }],
      found: () => [{ __typename: 'ServicePoint', ...POINT }],
      members: (_: unknown, { first = 1 }: { first?: number }) =>
        Array.from({ length: first }, (_, at) => ({ id: `m${at}`, nameZh: 'secret' })),
      member: (_: unknown, { id }: { id: string }) => ({ id, nameZh: 'secret' }),
      whoAmI: (_: unknown, __: unknown, { viewer }: { viewer: unknown }) => JSON.stringify(viewer),
    },
    Mutation: { rename: () => POINT },
    ServicePoint: { __resolveReference: () => POINT, next: () => POINT },
    // No person in this graph has withdrawn a consent.
    Member: { __resolveReference: ({ id }: { id: string }) => ({ id, nameZh: 'secret' }), consents: () => [] },
  },
};
const COUNTS = [390, 250, 7].map((count, at) => ({ group: `g${at}`, count, suppressed: false }));
const POINT = {
  openedOn: '2013-08-06',
  budgetFen: '864123',
  visitors: 1234,
  tags: ['one', 'other'],
  counts: COUNTS,
  id: 'p',
  nameZh: '朝阳',
  address: 'street 1',
  phone: 'secret',
  openingHours: [{ opens: '09:00', alarmCode: 'secret' }],
};

/** The call timeout: long enough for a busy machine. */
const CALLS_MS = 60_000;

export const CLIENT = 'ngo-1';
/** The milliseconds after which a change of an agreement applies to every request (GOV-INV-5). */
export const A_SECOND = 1_000;
export const PURPOSE = { 'x-purpose': 'MATCHING' };

export interface PartnerHouse {
  /** Gateways on one governance database. */
  readonly gateways: readonly GatewayUnderTest[];
  readonly sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  /** The number of statements in the governance database that wait for a lock. */
  readonly waitingForLocks: () => Promise<number>;
  /** Resolves when every gateway of `gateways` knows all earlier changes of the database. */
  readonly settled: () => Promise<void>;
  readonly tokenOf: (client?: string) => Promise<string>;
  readonly tokenOfPerson: (...roles: string[]) => Promise<string>;
  /** A token of the person with an id. */
  readonly tokenOfOne: (personId: string, ...roles: string[]) => Promise<string>;
  /** Writes a signed agreement to the database; returns its id. */
  readonly agree: (changes?: Partial<AgreementRow & { masks: Readonly<Record<string, string>> }>) => Promise<string>;
  readonly appUrl: string;
  readonly migratorUrl: string;
  /** The gateways' public key. */
  readonly publicKey: PublicKey;
  /** Starts another gateway on the same database, perhaps with another database URL and other settings. Stop it before the house. */
  readonly open: (databaseUrl?: string, settings?: Partial<GatewayConfig>) => Promise<GatewayUnderTest>;
  /** Starts another gateway as a process of its own. */
  readonly openProcess: () => Promise<GatewayProcess>;
  readonly subgraph: FixtureSubgraph;
  readonly others: readonly FixtureSubgraph[];
  /** The private key of the gateways. */
  readonly serviceKey: JWK;
  /** Their public key, for subgraphs that are started later. */
  readonly trusted: JSONWebKeySet;
  /** A token with other claims or another header. */
  readonly tokenWith: FixtureIssuer['token'];
  stop(): Promise<void>;
}

interface AgreementRow {
  party_id: string;
  kind: string;
  client_id: string;
  purposes: string[];
  per_minute: number;
  per_day: number;
  max_cost: number;
  persons_per_day: number;
  valid_from: string;
  valid_to: string;
  status: string;
  suspended_on: string;
  ended_on: string;
  coordinates: string[];
}

/** Writes an active agreement with its approved fields; returns its id. */
const agreeBy =
  (sql: PartnerHouse['sql']): PartnerHouse['agree'] =>
  async (changes = {}) => {
    const { coordinates, masks = {}, ...row } = { ...DEFAULT_AGREEMENT, ...changes };
    const client = row.client_id;
    const ids = ['id', 'drafted_by', 'approved_by'].map((name) => [name, crypto.randomUUID()] as const);
    const all = {
      party_id: crypto.randomUUID(),
      ...row,
      ...Object.fromEntries(ids),
      impact_assessment_id: 'PIA',
      district_codes: ['110105'],
      project_ids: [],
      reason: 'r',
    };
    await sql('insert into partner_client values ($1, $2) on conflict do nothing', [client, crypto.randomUUID()]);
    const names = Object.keys(all);
    // One statement, so that no gateway sees the agreement without its fields.
    await sql(
      `with agreement as (
           insert into data_sharing_agreement (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id)
         insert into field_approval (agreement_id, coordinate, mask, subgraph, decision, decided_by, decided_at)
         select id, field.coordinate, field.mask, 'points', 'APPROVED', id, now()
         from agreement, unnest($${names.length + 1}::text[], $${names.length + 2}::text[]) as field(coordinate, mask)`,
      [...Object.values(all), coordinates, coordinates.map((coordinate) => masks[coordinate] ?? null)],
    );
    return (all as unknown as { id: string }).id;
  };

const ADMITTED = '{ myAgreement { party { id } } }';

const WAITING_FOR_LOCKS =
  'select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()';

interface ProcessSettings {
  readonly subgraphUrl: string;
  readonly serviceKey: JWK;
  readonly issuerUrl: string;
  readonly databaseUrl: string;
}

/** The environment of a gateway that is a process of its own. */
const environmentOf = ({ subgraphUrl, serviceKey, issuerUrl, databaseUrl }: ProcessSettings) => ({
  SUBGRAPH_TIMEOUT_MS: String(CALLS_MS),
  SUBGRAPHS: `points=${subgraphUrl}`,
  SERVICE_KEY: JSON.stringify(serviceKey),
  OIDC_ISSUER: issuerUrl,
  OIDC_AUDIENCE: AUDIENCE,
  DATABASE_URL: databaseUrl,
  CURSOR_SECRETS: CURSOR_SECRET,
  ALLOW_TEST_CLOCK: '1',
});

/** Waits until each gateway admits the client of a new agreement. */
async function untilSettled(
  gateways: PartnerHouse['gateways'],
  agree: PartnerHouse['agree'],
  tokenOf: PartnerHouse['tokenOf'],
): Promise<void> {
  const client = crypto.randomUUID();
  await agree({ client_id: client });
  const token = await tokenOf(client);
  // The party is read under an active agreement only, unlike the rest.
  for (const { ask } of gateways)
    await eventually(async () => (await ask(ADMITTED, { token, headers: PURPOSE })).codes.length === 0);
}

/** Starts gateways with governance over the invented subgraph. */
export async function startPartnerHouse(
  count = 1,
  definition: Definition = points,
  beside: Readonly<Record<string, Definition>> = {},
): Promise<PartnerHouse> {
  const { catalogue } = readSupergraph(readFileSync(path.join(import.meta.dirname, '../supergraph.graphql'), 'utf8'));
  const database = await createTestDatabase(defineGovernance({ catalogue: () => catalogue, references: KNOWS_ALL }));
  const { serviceKey, trusted } = await gatewayKeys();
  const issuer = await startIssuer();
  const subgraph = await startBesideGovernance('points', definition, trusted);
  const others = await Promise.all(Object.entries(beside).map(([name, other]) => startSubgraph(name, other, trusted)));
  const subgraphs = [subgraph, ...others];
  const open = async (databaseUrl = database.appUrl, settings: Partial<GatewayConfig> = {}) => {
    const gateway = await startTestGateway({
      subgraphs,
      serviceKey,
      issuer: issuer.url,
      governance: { databaseUrl, migratorUrl: null, subscribers: [], cursorSecrets: [CURSOR_SECRET], logKeys: [] },
      testClock: true,
      calls: { ...DEFAULT_CALL_SETTINGS, timeoutMs: CALLS_MS },
      ...settings,
    });
    await untilLoaded(gateway);
    return gateway;
  };
  const gateways = await Promise.all(Array.from({ length: count }, () => open()));
  const pool = new pg.Pool({ connectionString: database.migratorUrl, max: 4 });
  const sql: PartnerHouse['sql'] = async (text, values) => (await pool.query(text, values)).rows;
  const agree = agreeBy(sql);
  const tokens = tokensOf(issuer);
  const settings = { subgraphUrl: subgraph.url, serviceKey, issuerUrl: issuer.url, databaseUrl: database.appUrl };
  return {
    gateways,
    sql,
    settled: () => untilSettled(gateways, agree, tokens.tokenOf),
    waitingForLocks: async () => (await sql(WAITING_FOR_LOCKS)).length,
    agree,
    appUrl: database.appUrl,
    migratorUrl: database.migratorUrl,
    publicKey: publicKeyOf(serviceKey),
    open,
    openProcess: () => openGatewayProcess(environmentOf(settings)),
    subgraph,
    others,
    serviceKey,
    trusted,
    tokenWith: issuer.token,
    ...tokens,
    stop: async () => {
      await Promise.all(gateways.map((gateway) => gateway.stop()));
      await Promise.all([issuer.stop(), ...subgraphs.map((one) => one.stop()), pool.end()]);
      await database.drop();
    },
  };
}

const tokensOf = (issuer: FixtureIssuer): Pick<PartnerHouse, 'tokenOf' | 'tokenOfPerson' | 'tokenOfOne'> => ({
  tokenOf: (client = CLIENT) => issuer.token({ sub: client, client_id: client, union_graph: { grants: [] } }),
  tokenOfPerson: (...roles) => issuer.token(person(crypto.randomUUID(), ...roles)),
  tokenOfOne: (personId, ...roles) => issuer.token(person(personId, ...roles)),
});

/** The default agreement of these tests. */
const DEFAULT_AGREEMENT: Omit<AgreementRow, 'party_id' | 'suspended_on' | 'ended_on'> = {
  kind: 'CONTACT',
  client_id: CLIENT,
  purposes: ['MATCHING'],
  per_minute: 10_000,
  per_day: 10_000,
  max_cost: 10_000,
  persons_per_day: 10_000,
  valid_from: '2000-01-01',
  valid_to: '2999-12-31',
  status: 'SIGNED',
  coordinates: [
    'Query.servicePoints',
    'Query.whoAmI',
    'ServicePoint.nameZh',
    'ServicePoint.openingHours',
    'Query.myAgreement',
    'DataSharingAgreement.id',
    'DataSharingAgreement.quota',
    'Quota.usedToday',
  ],
};
