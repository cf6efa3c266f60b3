import fs from 'node:fs/promises';
import path from 'node:path';
import { demoFiles, loadDemo } from '@union-graph/infra/data';
import type { DatabaseUrls } from './databases.ts';
import { type DatabaseName, variable } from './services.ts';

/**
 * Loads the demo data of one subgraph, the gateway's own among them, unless its database has it, and the files that its rows refer to, and says
 * what happened. False when it has none now.
 */
export async function loadDemoInto(
  name: DatabaseName,
  urls: DatabaseUrls | undefined,
  objectDir: string | null,
  say: (line: string) => void,
): Promise<boolean> {
  if (!urls?.migratorUrl) {
    say(`${name} runs on a database of yours without ${variable(name)}_MIGRATOR_DATABASE_URL: no demo data is loaded`);
    return true;
  }
  try {
    const rows = await loadWhenMigrated(name, urls.migratorUrl);
    if (rows !== null) say(`${name} has its demo data (${rows} rows)`);
    if (objectDir) await writeFiles(name, objectDir);
    return true;
  } catch (error) {
    say(`${name}: the demo data could not be loaded, and nothing of it was kept. ${(error as Error).message}`);
    return false;
  }
}

/** Puts the files of demo rows where the folder store keeps objects; those that are there stay. */
async function writeFiles(name: DatabaseName, objectDir: string): Promise<void> {
  for (const { key, content } of await demoFiles(name)) {
    const file = path.join(objectDir, `${key}.object`);
    await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await fs.writeFile(file, content, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
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
