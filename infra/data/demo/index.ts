import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Rows of one table by column name. Values are what PostgreSQL's text form can hold: see {@link ../load.ts}. */
export interface Table {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The demo rows of one subgraph, in the order of their foreign keys; null when it has none. */
export async function demoTables(subgraph: string): Promise<readonly Table[] | null> {
  const module = new URL(`./${subgraph}.ts`, import.meta.url);
  if (!existsSync(fileURLToPath(module))) return null;
  const { tables } = (await import(module.href)) as { tables: readonly Table[] };
  return tables;
}

/** A file that demo rows refer to, by its key in the subgraph's object store. */
export interface DemoFile {
  readonly key: string;
  readonly content: Buffer;
}

/** The files of one subgraph's demo rows. */
export const demoFiles = async (subgraph: string): Promise<readonly DemoFile[]> =>
  subgraph === 'mediation' ? (await import('./mediation-evidence.ts')).evidenceFiles : [];
