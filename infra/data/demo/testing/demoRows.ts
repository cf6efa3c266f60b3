import { demoTables, type Table } from '../index.ts';

// biome-ignore lint/suspicious/noExplicitAny: the columns are those of fifty tables
export type DemoRow = Readonly<Record<string, any>>;

/** The demo data's today. */
export const TODAY = '2013-10-19';
export const SUBGRAPHS = ['organisation', 'mediation', 'training', 'venues', 'warmth-fund', 'governance'];

/** The rows of the demo data, for tests that compare those of several tables and subgraphs. */
export interface DemoRows {
  tables(subgraph: string): readonly Table[];
  /** Throws for a table that the demo data do not have. */
  rows(subgraph: string, table: string): readonly DemoRow[];
  byId(subgraph: string, table: string): ReadonlyMap<string, DemoRow>;
}

export async function loadDemoRows(): Promise<DemoRows> {
  const sets = new Map<string, readonly Table[]>();
  for (const subgraph of SUBGRAPHS) sets.set(subgraph, (await demoTables(subgraph)) ?? []);
  const rows: DemoRows['rows'] = (subgraph, table) => {
    const found = sets.get(subgraph)?.find((one) => one.table === table);
    if (!found) throw new Error(`The demo data of ${subgraph} has no table "${table}".`);
    return found.rows;
  };
  return {
    tables: (subgraph) => sets.get(subgraph) ?? [],
    rows,
    byId: (subgraph, table) => new Map(rows(subgraph, table).map((row) => [row.id as string, row])),
  };
}

/** The Beijing day of a value: a day, an instant as text or a Date. */
export function dayOf(value: unknown): string {
  if (typeof value === 'string' && value.length === 10) return value;
  return new Date(new Date(value as string).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The ids of the rows that match, or the rows where they have none. */
export const idsWhere = (table: readonly DemoRow[], matches: (row: DemoRow) => boolean): unknown[] =>
  table.filter(matches).map((row) => row.id ?? row);
