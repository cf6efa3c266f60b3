import fs from 'node:fs';
import path from 'node:path';
import { provision } from '@union-graph/subgraph/provision';
import pg from 'pg';
import { type DatabaseUrls, setDatabase } from '../local/launcher/databases.ts';
import { readDirectory } from '../local/launcher/directory.ts';
import { openKeys } from '../local/launcher/keys.ts';
import { claim } from '../local/launcher/lock.ts';
import { variable } from '../local/launcher/services.ts';
import { clusterHome } from '../local/postgres/cluster.ts';
import { startPostgres } from '../local/postgres.ts';

/** A large load writes gigabytes at once; the defaults are for a few services that write a row at a time. */
const FOR_LOADING = { shared_buffers: '1GB', max_wal_size: '4GB' };

export interface Target extends DatabaseUrls {
  /** Where it is, without secrets. */
  readonly place: string;
  readonly close: () => Promise<void>;
}

/**
 * Finds or makes the database for a data set: the one that `<NAME>_MIGRATOR_DATABASE_URL` names, else one of its own on
 * the embedded PostgreSQL of DATA_DIR, beside the demo's. That server is started for the time being unless it runs.
 */
export async function openTarget(subgraph: string, set: string, env: NodeJS.ProcessEnv): Promise<Target> {
  const own = env[`${variable(subgraph)}_MIGRATOR_DATABASE_URL`];
  if (own) {
    const appUrl = env[`${variable(subgraph)}_DATABASE_URL`] || own;
    return { appUrl, migratorUrl: own, place: new URL(own).host + new URL(own).pathname, close: async () => {} };
  }
  const dataDir = path.resolve(env.DATA_DIR || '.data');
  const server = (await runningServer(dataDir)) ?? (await sharedServer(dataDir));
  const { databaseSecret } = await openKeys(path.join(dataDir, 'keys'));
  const database = setDatabase(subgraph, set);
  const urls = await provision(server.url, subgraph, databaseSecret, database);
  return { ...urls, place: `"${database}" on the PostgreSQL of ${dataDir}`, close: server.close };
}

interface Server {
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function runningServer(dataDir: string): Promise<Server | null> {
  const [known] = Object.values(readDirectory(dataDir).databases);
  const secret = path.join(clusterHome(path.join(dataDir, 'postgres')), 'superuser');
  if (!known || !fs.existsSync(secret)) return null;
  const url = new URL(known.appUrl);
  url.username = 'postgres';
  url.password = fs.readFileSync(secret, 'utf8');
  url.pathname = '/postgres';
  return (await answers(url.href)) ? { url: url.href, close: async () => {} } : null;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const started = new Map<string, { readonly server: Promise<Server>; users: number }>();

/** One server for all that this process opens on a data folder; it ends with the last of them. */
async function sharedServer(dataDir: string): Promise<Server> {
  const known = started.get(dataDir) ?? { server: startServer(dataDir), users: 0 };
  started.set(dataDir, known);
  known.users++;
  const { url, close } = await known.server;
  const leave = async () => {
    if (--known.users > 0) return;
    started.delete(dataDir);
    await close();
  };
  return { url, close: leave };
}

async function startServer(dataDir: string): Promise<Server> {
  const claimed = claim(dataDir);
  // The server runs under another account when we are root, and must be able to walk through.
  if (process.getuid?.() === 0) fs.chmodSync(dataDir, 0o711);
  const postgres = await startPostgres({ dir: path.join(dataDir, 'postgres'), settings: FOR_LOADING });
  const close = async () => {
    await postgres.stop();
    claimed.end();
  };
  return { url: postgres.url, close };
}
