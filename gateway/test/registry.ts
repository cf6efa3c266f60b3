import type { GatewayConfig } from '../src/config.ts';
import type { Answer, GatewayUnderTest } from './gateway.ts';
import { type PartnerHouse, points, startPartnerHouse } from './partners.ts';
import { type Definition, type FixtureSubgraph, federation, startSubgraph } from './subgraph.ts';

const PUB = '@tag(name: "pub")';

/** The invented subgraph of the house that owns what registered subgraphs may extend. */
export const ORGANISATION: Definition = {
  sdl: `
    ${federation('"@key"', '"@tag"')}
    type Query { enterprise(id: ID!): Enterprise ${PUB}  union(id: ID!): Union ${PUB} }
    type Union @key(fields: "id") { id: ID! ${PUB}  nameZh: String ${PUB} }
    type Enterprise @key(fields: "id") { id: ID! ${PUB}  nameZh: String ${PUB}  headcount: Int ${PUB}  owners: Int @tag(name: "per") }
    type District @key(fields: "code") { code: ID! ${PUB}  nameZh: String ${PUB} }
  `,
  resolvers: {
    Query: {
      enterprise: (_: unknown, { id }: { id: string }) => ({ id, nameZh: `firm ${id}` }),
      union: (_: unknown, { id }: { id: string }) => ({ id, nameZh: `union ${id}` }),
    },
    Enterprise: { __resolveReference: ({ id }: { id: string }) => ({ id, nameZh: `firm ${id}`, headcount: 7 }) },
    Union: { __resolveReference: ({ id }: { id: string }) => ({ id, nameZh: `union ${id}` }) },
  },
};

/** The schema of an industrial union's subgraph; `more` is put into its own type, `rest` after all types. */
export const constructionSdl = (more = '', rest = ''): string => `
  ${federation('"@key"', '"@tag"', '"@external"', '"@requires"', '"@shareable"')}
  type Query {
    "Sites by their number."
    constructionSites("How many." first: Int): [ConstructionSite!] ${PUB}
  }
  "A building site."
  type ConstructionSite @key(fields: "id") {
    "Its id."
    id: ID! ${PUB}
    "Its name."
    nameZh: String ${PUB}
    ${more}
  }
  "Owned by organisation."
  type Enterprise @key(fields: "id") {
    "Its id."
    id: ID! @external
    "Its sites."
    constructionSites: [ConstructionSite!] ${PUB}
  }
  ${rest}`;

const SITES = [{ id: 's1', nameZh: 'site 1', floors: 3, cranes: 2 }];

/** A registered subgraph with a schema. */
export const construction = (sdl: string): Definition => ({
  sdl,
  resolvers: { Query: { constructionSites: () => SITES }, Enterprise: { constructionSites: () => SITES } },
});

export interface RegistryHouse extends PartnerHouse {
  readonly gateway: GatewayUnderTest;
  /** The settings of a gateway that follows the registry. */
  readonly graph: GatewayConfig['graph'];
  /** Sends a mutation with one input, and gives the whole answer. */
  send(token: string, mutation: string, input: object, selection: string): Promise<Answer>;
  /** A token of an administrator of a union, of a department, or of a person by id. */
  adminOf(unionId: string, personId?: string): Promise<string>;
  program(clientId: string): Promise<string>;
  /** Notes that a program has asked by itself. */
  seen(clientId: string): Promise<void>;
  startOther(name: string, definition: Definition): Promise<FixtureSubgraph>;
}

/** A gateway over invented subgraphs, with a registry. */
export async function startRegistryHouse(
  changes: { readonly networks?: readonly string[]; readonly lastGenerationFile?: string } = {},
): Promise<RegistryHouse> {
  const house = await startPartnerHouse(0, points, { organisation: ORGANISATION });
  const own = [house.subgraph, ...house.others].map(({ name, url }) => ({ name, url }));
  const graph: GatewayConfig['graph'] = {
    kind: 'subgraphs',
    subgraphs: own,
    pollMs: 500,
    file: '/nowhere',
    networks: ['127.0.0.0/8'],
    ...changes,
  };
  const gateway = await house.open(undefined, { graph });
  const started: FixtureSubgraph[] = [];
  return {
    ...house,
    gateway,
    graph,
    send: async (token, mutation, input, selection) => {
      const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
      const variables = { input: { idempotencyKey: crypto.randomUUID(), ...input } };
      return gateway.ask(`mutation ($input: ${type}) { result: ${mutation}(input: $input) { ${selection} } }`, {
        token,
        variables,
      });
    },
    adminOf: (unionId, personId = crypto.randomUUID()) =>
      house.tokenWith({
        sub: personId,
        union_graph: {
          person_id: personId,
          union_path: null,
          grants: [{ role: 'INDUSTRY_ADMIN', scope_path: `/city/${unionId}/`, union_id: unionId }],
        },
      }),
    program: (clientId) => house.tokenOf(clientId),
    seen: async (clientId) =>
      void (await house.sql(`insert into seen_client values ($1, 'PROGRAM') on conflict do nothing`, [clientId])),
    startOther: async (name, definition) => {
      const subgraph = await startSubgraph(name, definition, house.trusted);
      started.push(subgraph);
      return subgraph;
    },
    stop: async () => {
      await gateway.stop();
      await Promise.all(started.map((subgraph) => subgraph.stop()));
      await house.stop();
    },
  };
}

/** Writes an approved subgraph into the register, with the credential of a program, and the approval of the key of firms. */
export async function registerApproved(
  { sql }: Pick<RegistryHouse, 'sql'>,
  {
    name,
    prefix,
    url,
    clientId,
  }: { readonly name: string; readonly prefix: string; readonly url: string; readonly clientId: string },
  unionId: string = crypto.randomUUID(),
): Promise<void> {
  const [person, other] = [crypto.randomUUID(), crypto.randomUUID()];
  await sql(
    `insert into registered_subgraph (name, kind, owner_union_id, status, contact, routing_url, prefix, registered_by, registered_at, decided_by, decided_at)
     values ($1, 'REGISTERED', $2, 'ACTIVE', 'team@example.org', $3, $4, $5, now(), $6, now())`,
    [name, unionId, url, prefix, person, other],
  );
  await addCredential({ sql }, name, clientId);
  await sql(
    `insert into reference_approval (id, subgraph, kind, coordinate, owner, decision, decided_by, decided_at)
     values ($1, $2, 'KEY', 'Enterprise.id', 'organisation', 'APPROVED', $3, now())`,
    [crypto.randomUUID(), name, other],
  );
}

export const addCredential = (
  { sql }: Pick<RegistryHouse, 'sql'>,
  name: string,
  clientId: string,
  changes: { from?: string; to?: string; revoked?: boolean } = {},
) =>
  sql(
    `insert into subgraph_credential (id, client_id, subgraph, valid_from, valid_to, added_by, revoked_at, revoked_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      crypto.randomUUID(),
      clientId,
      name,
      changes.from ?? '2000-01-01',
      changes.to ?? '2999-01-01',
      crypto.randomUUID(),
      changes.revoked ? '2001-01-01' : null,
      changes.revoked ? crypto.randomUUID() : null,
    ],
  );
