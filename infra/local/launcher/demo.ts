import { loadDemo } from '@union-graph/infra/data';
import type { DatabaseUrls } from './databases.ts';
import { type DatabaseName, variable } from './services.ts';

/** Loads the demo data of one subgraph, the gateway's own among them, unless its database has it, and says what happened. False when it has none now. */
export async function loadDemoInto(
  name: DatabaseName,
  urls: DatabaseUrls | undefined,
  say: (line: string) => void,
): Promise<boolean> {
  if (!urls?.migratorUrl) {
    say(`${name} runs on a database of yours without ${variable(name)}_MIGRATOR_DATABASE_URL: no demo data is loaded`);
    return true;
  }
  try {
    const rows = await loadWhenMigrated(name, urls.migratorUrl);
    if (rows !== null) say(`${name} has its demo data (${rows} rows)`);
    return true;
  } catch (error) {
    say(`${name}: the demo data could not be loaded, and nothing of it was kept. ${(error as Error).message}`);
    return false;
  }
}

const MIGRATED_WITHIN_MS = 120_000;
/** PostgreSQL's codes for a table or column that is not there. */
const NOT_THERE = new Set(['42P01', '42703']);

/** A gateway is ready before its own subgraph need be: its tables, and later columns of them, may come a moment later. */
async function loadWhenMigrated(name: DatabaseName, migratorUrl: string): Promise<number | null> {
  for (const end = Date.now() + MIGRATED_WITHIN_MS; ; ) {
    try {
      return await loadDemo(name, migratorUrl);
    } catch (error) {
      if (!isNotMigrated(error) || Date.now() > end) throw error;
      await new Promise((resume) => setTimeout(resume, 250));
    }
  }
}

/** What the loader says of a table has the database's own error as its cause. */
const isNotMigrated = (error: unknown): boolean =>
  error instanceof Error && (NOT_THERE.has(String((error as { code?: string }).code)) || isNotMigrated(error.cause));
