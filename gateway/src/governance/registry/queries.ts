import { columns, type PageSource, rows, type Sql, sql, type Tx } from '@union-graph/subgraph';
import { GenerationRow } from './GenerationRow.ts';
import { SchemaVersion } from './SchemaVersion.ts';

/** Schema versions that match a condition about `v`, the newest first. */
export const findVersions = ({ db }: Pick<Tx, 'db'>, where: Sql): Promise<SchemaVersion[]> =>
  rows(db, sql`select ${columns(SchemaVersion, 'v')} from schema_version v where ${where} order by v.subgraph, v.number desc`);

/** The current or proposed version of a subgraph. It has at most one of each. */
export const findVersion = async (
  ctx: Pick<Tx, 'db'>,
  subgraph: string,
  state: 'CURRENT' | 'PROPOSED',
): Promise<SchemaVersion | undefined> => (await findVersions(ctx, sql`v.subgraph = ${subgraph} and v.state = ${state}`))[0];

/** The versions of one subgraph, the newest first. They are internal data: the resolver refuses viewers who are not staff, so there is no scope. */
export const versionsOfSubgraph: PageSource<SchemaVersion> = {
  name: 'versionsOfSubgraph',
  select: () => sql`select ${columns(SchemaVersion, 'v')} from schema_version v where v.subgraph = parent.key`,
  order: [
    { by: 'number', type: 'int', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** The generations of the supergraph, the newest first. */
export const generations: PageSource<GenerationRow> = {
  name: 'generations',
  select: () => sql`select ${columns(GenerationRow, 'g')} from graph_generation g`,
  order: [{ by: 'id', type: 'bigint', desc: true }],
};

/** The active generation; null before the first one is recorded. */
export async function findGeneration({ db }: Pick<Tx, 'db'>): Promise<GenerationRow | null> {
  const [found] = await rows<GenerationRow>(
    db,
    sql`select ${columns(GenerationRow, 'g')} from graph_generation g where g.state = 'ACTIVE'`,
  );
  return found ?? null;
}
