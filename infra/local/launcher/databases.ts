import fs from 'node:fs';
import path from 'node:path';
import { databaseName, provision } from '@union-graph/subgraph/provision';
import { isFree } from '../ports.ts';
import { clusterHome } from '../postgres/cluster.ts';
import { type Postgres, startPostgres } from '../postgres.ts';
import { LauncherError } from './options.ts';
import { type DatabaseName, variable } from './services.ts';

/** Where a service finds its database. Without `migratorUrl` its tables are somebody else's care. */
export interface DatabaseUrls {
  readonly appUrl: string;
  readonly migratorUrl: string | undefined;
}

export interface Databases {
  readonly urls: Readonly<Partial<Record<DatabaseName, DatabaseUrls>>>;
  /** The server that runs now; undefined when every database is the user's own. */
  readonly postgres: Postgres | undefined;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  readonly dataDir: string;
  readonly names: readonly DatabaseName[];
  readonly env: NodeJS.ProcessEnv;
  readonly secret: string;
  /** The data set; one other than the demo has databases of its own. */
  readonly set?: string;
  readonly say: (line: string) => void;
}

/**
 * Finds or makes the databases that are needed: the user's own where `<NAME>_DATABASE_URL` is set, for all others the
 * embedded PostgreSQL with two roles each. A server that is killed is started again on the same port.
 */
export async function openDatabases({ dataDir, names, env, secret, set = 'demo', say }: DatabaseOptions): Promise<Databases> {
  const own = names.filter((name) => env[`${variable(name)}_DATABASE_URL`]);
  const embedded = names.filter((name) => !own.includes(name));
  const urls: Partial<Record<DatabaseName, DatabaseUrls>> = {};
  for (const name of own) urls[name] = usersOwn(name, env);
  if (embedded.length === 0) return { urls, postgres: undefined, stop: async () => {} };

  // The server runs under another account when we are root, and must be able to walk through; keys have folders of their own.
  if (process.getuid?.() === 0) fs.chmodSync(dataDir, 0o711);
  say('Starting PostgreSQL');
  const server = await keepPostgresRunning(path.join(dataDir, 'postgres'), await postgresPort(env), say);
  for (const name of embedded) urls[name] = await provision(server.postgres.url, name, secret, setDatabase(name, set));
  say(`PostgreSQL listens on port ${server.postgres.port}, with two roles each for ${embedded.join(', ')}`);
  return {
    urls,
    get postgres() {
      return server.postgres;
    },
    stop: server.stop,
  };
}

/** The database of one subgraph that holds a data set: the demo's has the subgraph's plain name, the city's is `organisation_city`. */
export const setDatabase = (subgraph: string, set: string): string =>
  set === 'demo' ? databaseName(subgraph) : `${databaseName(subgraph)}_${set}`;

/** Removes the embedded databases of a data folder, wherever they lie. */
export function removeDatabases(dataDir: string): void {
  fs.rmSync(clusterHome(path.join(dataDir, 'postgres')), { recursive: true, force: true });
}

function usersOwn(name: DatabaseName, env: NodeJS.ProcessEnv): DatabaseUrls {
  const appUrl = env[`${variable(name)}_DATABASE_URL`] as string;
  if (!URL.canParse(appUrl))
    throw new LauncherError(`${variable(name)}_DATABASE_URL is not a URL like postgres://user:password@host:5432/database.`);
  return { appUrl, migratorUrl: env[`${variable(name)}_MIGRATOR_DATABASE_URL`] || undefined };
}

async function postgresPort(env: NodeJS.ProcessEnv): Promise<number> {
  const port = Number(env.POSTGRES_PORT || 0);
  if (port && !(await isFree(port)))
    throw new LauncherError(`Port ${port} (PostgreSQL) is taken. Unset POSTGRES_PORT to let one be chosen.`);
  return port;
}

async function keepPostgresRunning(dir: string, wantedPort: number, say: (line: string) => void) {
  let stopping = false;
  let postgres = await startPostgres({ dir, port: wantedPort });
  const { port } = postgres;
  const watch = async () => {
    while (!stopping) {
      await postgres.ended;
      if (stopping) return;
      say('PostgreSQL ended; starting it again');
      postgres = await restart(dir, port);
      say(`PostgreSQL is back (process ${postgres.pid})`);
    }
  };
  watch().catch((error: Error) => say(`PostgreSQL does not start again: ${error.message}`));
  const stop = async () => {
    stopping = true;
    await postgres.stop();
  };
  return {
    /** The server that runs now. */
    get postgres() {
      return postgres;
    },
    stop,
  };
}

const ATTEMPTS = 100;
const ATTEMPT_EVERY_MS = 100;

/** The workers of a killed server need a moment to notice; until then its shared memory is in use. */
async function restart(dir: string, port: number): Promise<Postgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startPostgres({ dir, port });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, ATTEMPT_EVERY_MS));
    }
  }
}
