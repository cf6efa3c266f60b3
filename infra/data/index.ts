import { demoTables } from './demo/index.ts';
import { loadTables } from './load.ts';

export { type DemoFile, demoFiles, type Table } from './demo/index.ts';
export { loadTables } from './load.ts';

/**
 * Loads the demo data of one subgraph through its migrator's URL, once. Gives the number of rows written, null when
 * they were there before or the subgraph has none.
 */
export async function loadDemo(subgraph: string, migratorUrl: string): Promise<number | null> {
  const tables = await demoTables(subgraph);
  return tables && loadTables('demo', tables, migratorUrl);
}
