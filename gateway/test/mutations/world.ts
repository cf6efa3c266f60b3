import type { Role, Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { keyPair, type Ready, type Sql, staff } from '@union-graph/testing';
import { measureOperations } from '../../src/generations/aside/measureOperations.ts';
import { catalogue, KNOWS_ALL, program, STEWARDS } from '../../src/governance/builders.ts';
import { defineGovernance } from '../../src/governance/subgraph.ts';
import { createDeveloperTokens } from '../../src/identity/developerToken.ts';
import { checkSubgraph } from '../../src/supergraph/check/checkSubgraph.ts';
import { sha256 } from '../../src/supergraph/check/normalSdl.ts';
import { compose } from '../../src/supergraph/compose.ts';
import { constructionSdl, ORGANISATION } from '../registry.ts';

const HOUSE = [{ name: 'organisation', url: 'http://organisation.example/graphql', sdl: ORGANISATION.sdl }];
/** What the routing URLs of subgraphs answer. */
const deployed = new Map<string, string>();

/** Governance with checks of schemas in this process, over one subgraph of the house. */
export const openWorld = () => {
  const supergraphSdl = compose(HOUSE);
  const { privateJwk } = keyPair('gateway');
  return defineGovernance({
    catalogue: () => catalogue,
    references: KNOWS_ALL,
    developerTokens: createDeveloperTokens(privateJwk),
    registry: {
      houseSchemas: () => HOUSE,
      supergraphSdl: () => supergraphSdl,
      thread: { check: checkSubgraph, measure: measureOperations, waiting: 0 },
      fetchSdl: async ({ name }) => deployed.get(name) ?? '',
    },
  });
};

/** Somebody in particular who sends an input. */
export const by = (viewer: Viewer, input: object): Ready => ({ viewer, input: { ...input } });
export const person = (role: Role): Viewer => staff(newId(), role);

/** What programs do, and no person with whatever role. */
export const PROGRAM = { may: [], elsewhere: 'FORBIDDEN' } as const;

const letters = (): string =>
  newId()
    .replace(/[^a-f0-9]/g, '')
    .slice(-12)
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] as string);

export interface Registered {
  readonly name: string;
  readonly prefix: string;
  readonly unionId: string;
  readonly admin: Viewer;
  readonly publisher: Viewer;
  readonly sdl: string;
}

/** An administrator of a union. */
export const adminOf = (unionId: string): Viewer => ({
  ...person('INDUSTRY_ADMIN'),
  grants: [{ role: 'INDUSTRY_ADMIN', scopePath: `/city/${unionId}/`, unionId }],
});

/** A name and a prefix that no other trial takes, with a schema of that prefix. */
export function invented() {
  const word = letters();
  return { name: `ind-${word}`, prefix: `C${word}`, sdl: constructionSdl().replaceAll('onstruction', word) };
}

export const seen = (sql: Sql, clientId: string) =>
  sql(`insert into seen_client values ($1, 'PROGRAM') on conflict do nothing`, [clientId]);

/** A registered subgraph with a program that publishes it. */
export async function registered(sql: Sql, status: 'ACTIVE' | 'PROPOSED' = 'ACTIVE'): Promise<Registered> {
  const { name, prefix, sdl } = invented();
  const [unionId, clientId, decidedBy] = [newId(), `publisher-${newId()}`, status === 'ACTIVE' ? newId() : null];
  await sql(
    `insert into registered_subgraph (name, kind, owner_union_id, status, contact, routing_url, prefix, registered_by, registered_at, decided_by, decided_at)
     values ($1, 'REGISTERED', $2, $3, 'team@example.org', 'http://site.example/graphql', $4, $5, now(), $6::uuid, case when $6::uuid is null then null else now() end)`,
    [name, unionId, status, prefix, newId(), decidedBy],
  );
  await sql(
    `insert into subgraph_credential (id, client_id, subgraph, valid_from, valid_to, added_by) values ($1, $2, $3, '2000-01-01', '2999-01-01', $1)`,
    [newId(), clientId, name],
  );
  await sql(
    `insert into reference_approval (id, subgraph, kind, coordinate, owner, decision, decided_by, decided_at)
     values ($1, $2, 'KEY', 'Enterprise.id', 'organisation', 'APPROVED', $1, now())`,
    [newId(), name],
  );
  deployed.set(name, sdl);
  return { name, prefix, unionId, admin: adminOf(unionId), publisher: program(clientId), sdl };
}

const NOTHING_FOUND = {
  composes: true,
  problems: [],
  differences: [],
  references: [],
  uses: [],
  agreements: [],
  verdict: 'PASSES',
};

/** Writes a version of a subgraph; its id. */
export async function versionOf(sql: Sql, { name, sdl }: Registered, number: number, state: string): Promise<string> {
  const id = newId();
  await sql(
    `insert into schema_version (id, subgraph, number, sdl, sdl_hash, routing_url, state, published_by, published_at, check_result)
     values ($1, $2, $3, $4, $5, 'http://site.example/graphql', $6, 'p', now(), $7)`,
    [id, name, number, sdl, sha256(sdl), state, JSON.stringify({ id: newId(), ...NOTHING_FOUND })],
  );
  return id;
}

/** The stewards of the house's subgraphs, once. */
export async function registerStewardsOnce(sql: Sql): Promise<void> {
  for (const [name, { personId }] of Object.entries(STEWARDS)) {
    await sql('insert into registered_subgraph (name, owner_union_id) values ($1, $2) on conflict do nothing', [name, newId()]);
    await sql('insert into steward values ($1, $2) on conflict do nothing', [name, personId]);
  }
}
