import fs from 'node:fs';
import path from 'node:path';
import { readDirectory } from './launcher/directory.ts';
import { claim } from './launcher/lock.ts';
import { isFree } from './ports.ts';
import { clusterHome } from './postgres/cluster.ts';
import { startPostgres } from './postgres.ts';

/**
 * Starts the embedded PostgreSQL of a house that is stopped, at the port that the house used last, for a task that reads its databases. Does nothing
 * while the house runs, and where there is none. Gives the function that stops it again.
 */
export async function startStoppedDatabases(env: NodeJS.ProcessEnv = process.env): Promise<() => Promise<void>> {
  const dataDir = path.resolve(env.DATA_DIR || '.data');
  const dir = path.join(dataDir, 'postgres');
  const url = readDirectory(dataDir).databases.governance?.migratorUrl;
  const port = url ? Number(new URL(url).port) : 0;
  if (env.GOVERNANCE_DATABASE_URL || !port || !fs.existsSync(clusterHome(dir)) || !(await isFree(port))) return async () => {};
  const claimed = claim(dataDir);
  process.stderr.write('The house is stopped: its databases are started for this.\n');
  const postgres = await startPostgres({ dir, port });
  return async () => {
    await postgres.stop();
    claimed.end();
  };
}
