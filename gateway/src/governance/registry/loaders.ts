import { type Batch, columns, grouped, inOrder, type ReadContext, rows, type Sql, sql } from '@union-graph/subgraph';
import { findVersions } from './queries.ts';
import { ReferenceApproval } from './ReferenceApproval.ts';
import type { SchemaVersion } from './SchemaVersion.ts';
import { SubgraphCredential } from './SubgraphCredential.ts';
import { SubgraphRow } from './SubgraphRow.ts';

/** The subgraphs that match a condition about `s`. They are internal data and not personal, so there is no scope. */
const findRegistered = ({ db }: ReadContext, where: Sql): Promise<SubgraphRow[]> =>
  rows(db, sql`select ${columns(SubgraphRow, 's')} from registered_subgraph s where ${where} order by s.name`);

export const findAllRegistered = (ctx: ReadContext): Promise<SubgraphRow[]> => findRegistered(ctx, sql`true`);

/** Subgraphs by name; null for an unknown name. */
export const registeredSubgraph: Batch<string, SubgraphRow | null> = async (ctx, names) =>
  inOrder(names, await findRegistered(ctx, sql`s.name = any(${names}::text[])`), ({ id }) => id);

/** The ids of the persons who are stewards of each subgraph. */
export const stewardsOfSubgraph: Batch<string, string[]> = async ({ db }, names) => {
  const found = await rows<{ subgraph: string; personId: string }>(
    db,
    sql`select subgraph, person_id as "personId" from steward where subgraph = any(${names}::text[]) order by person_id`,
  );
  return grouped(names, found, ({ subgraph }) => subgraph).map((stewards) => stewards.map(({ personId }) => personId));
};

/** The current version of each subgraph. */
export const currentVersion: Batch<string, SchemaVersion | null> = async (ctx, names) =>
  inOrder(
    names,
    await findVersions(ctx, sql`v.state = 'CURRENT' and v.subgraph = any(${names}::text[])`),
    ({ subgraph }) => subgraph,
  );

/** Versions by id. */
export const schemaVersion: Batch<string, SchemaVersion | null> = async (ctx, ids) =>
  inOrder(ids, await findVersions(ctx, sql`v.id = any(${ids}::uuid[])`), ({ id }) => id);

/** The credentials of each subgraph, the newest first. */
export const credentialsOfSubgraph: Batch<string, SubgraphCredential[]> = async ({ db }, names) =>
  grouped(
    names,
    await rows<SubgraphCredential>(
      db,
      sql`select ${columns(SubgraphCredential, 'c')} from subgraph_credential c where c.subgraph = any(${names}::text[]) order by c.id desc`,
    ),
    ({ subgraph }) => subgraph,
  );

/** The references of each subgraph, ordered by coordinate. */
export const referencesOfSubgraph: Batch<string, ReferenceApproval[]> = async ({ db }, names) =>
  grouped(
    names,
    await rows<ReferenceApproval>(
      db,
      sql`select ${columns(ReferenceApproval, 'r')} from reference_approval r where r.subgraph = any(${names}::text[]) order by r.coordinate, r.kind`,
    ),
    ({ subgraph }) => subgraph,
  );
