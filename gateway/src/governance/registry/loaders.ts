import { type Batch, grouped, inOrder, type ReadContext, rows, type Sql, sql } from '@union-graph/subgraph';

/** A subgraph in the register. */
export interface Registered {
  readonly name: string;
  readonly ownerUnionId: string;
}

/** The registered subgraphs that match a condition. They are internal, not personal, so there is no scope. */
const findRegistered = ({ db }: ReadContext, where: Sql): Promise<Registered[]> =>
  rows(db, sql`select name, owner_union_id as "ownerUnionId" from registered_subgraph where ${where} order by name`);

export const allRegistered = (ctx: ReadContext): Promise<Registered[]> => findRegistered(ctx, sql`true`);

/** Subgraphs by name; null for one that is not registered. */
export const registeredSubgraph: Batch<string, Registered | null> = async (ctx, names) =>
  inOrder(names, await findRegistered(ctx, sql`name = any(${names}::text[])`), ({ name }) => name);

/** The stewards of each subgraph, by the ids of the persons. */
export const stewardsOfSubgraph: Batch<string, string[]> = async ({ db }, names) => {
  const found = await rows<{ subgraph: string; personId: string }>(
    db,
    sql`select subgraph, person_id as "personId" from steward where subgraph = any(${names}::text[]) order by person_id`,
  );
  return grouped(names, found, ({ subgraph }) => subgraph).map((stewards) => stewards.map(({ personId }) => personId));
};
