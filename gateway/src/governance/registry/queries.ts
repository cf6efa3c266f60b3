import { columns, type PageSource, rows, type Sql, sql, type Tx } from '@union-graph/subgraph';
import { Generation } from './Generation.ts';
import { SchemaVersion } from './SchemaVersion.ts';

/** Versions of subgraphs that match a condition about `v`, the latest first. */
export const findVersions = ({ db }: Pick<Tx, 'db'>, where: Sql): Promise<SchemaVersion[]> =>
  rows(db, sql`select ${columns(SchemaVersion, 'v')} from schema_version v where ${where} order by v.subgraph, v.number desc`);

/** The version of a subgraph in a state that one version at most has. */
export const findVersion = async (
  ctx: Pick<Tx, 'db'>,
  subgraph: string,
  state: 'CURRENT' | 'PROPOSED',
): Promise<SchemaVersion | undefined> => (await findVersions(ctx, sql`v.subgraph = ${subgraph} and v.state = ${state}`))[0];

/** The versions of one subgraph, the newest first. They are internal, so there is no scope: the resolver refuses who is not staff. */
export const versionsOfSubgraph: PageSource<SchemaVersion> = {
  name: 'versionsOfSubgraph',
  select: () => sql`select ${columns(SchemaVersion, 'v')} from schema_version v where v.subgraph = parent.key`,
  order: [
    { by: 'number', type: 'int', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** The generations of the supergraph, the newest first. */
export const generations: PageSource<Generation> = {
  name: 'generations',
  select: () => sql`select ${columns(Generation, 'g')} from graph_generation g`,
  order: [{ by: 'id', type: 'bigint', desc: true }],
};

/** The generation that is served; null before the first one is recorded. */
export async function findGeneration({ db }: Pick<Tx, 'db'>): Promise<Generation | null> {
  const [found] = await rows<Generation>(
    db,
    sql`select ${columns(Generation, 'g')} from graph_generation g where g.state = 'ACTIVE'`,
  );
  return found ?? null;
}
