import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.ts';
import { type Cluster, openCluster, SERVER_ENV } from './postgres/cluster.ts';
import { clearLockFile, readLockFile } from './postgres/lockFile.ts';
import { makeScratchFolder } from './scratchFolder.ts';

/** A running PostgreSQL. */
export interface Postgres {
  readonly port: number;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Superuser URL of the database `postgres`. */
  readonly url: string;
  /** Settles when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, nothing acknowledged is lost. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Where the data is kept; made on first use. */
  readonly dir: string;
  /** 0, or none: any free one. */
  readonly port?: number;
  /** Server settings by name, over the ones here. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 150,
  log_min_messages: 'warning',
  // What was written since the last checkpoint is written again after a crash, and everybody waits for that.
  checkpoint_timeout: '1min',
  // After a crash all of its thousands of files are synchronised first: by one call where the system has it, eight times as fast.
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
};

/**
 * A server for tests may lose its data in a power cut, and is quicker for it. Its passwords guard nothing: hashing them thousands of times, as for
 * each connection of a real server, costs processor time on both sides.
 */
const THROW_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 300,
  scram_iterations: 1,
  // It may lie in memory.
  max_wal_size: '128MB',
};

/**
 * Starts the embedded PostgreSQL on the data of `dir`, which is made when missing and recovered when its last server was
 * killed. The server ends with this process, however that ends. Throws with the server's own words when it cannot start.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const cluster = await openCluster(options.dir);
  await clearLockFile(cluster);
  const port = options.port || (await freePort());
  const server = spawnServer(cluster, { ...SETTINGS, port, ...options.settings });
  const pid = await untilReady(cluster, server);
  const url = `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
  return { port, pid, url, ended: server.ended, stop: () => stop(cluster, server) };
}

/** Starts a PostgreSQL in a folder that goes with it. For tests. */
export async function startThrowAwayPostgres(): Promise<Postgres> {
  const dir = makeScratchFolder('postgres');
  const postgres = await startPostgres({ dir, settings: THROW_AWAY });
  const stopAndRemove = async () => {
    await postgres.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  };
  return { ...postgres, stop: stopAndRemove };
}

interface Server {
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  /** The last words it said. */
  complaint(): string;
}

/**
 * The shell around the server waits on a pipe from us: whatever ends us, SIGKILL too, closes the pipe, and the server is
 * shut down. It runs in a process group of its own, so that Ctrl-C in a terminal reaches us alone.
 */
const LEASH = `exec 3<&0
"$0" "$@" 3<&- & server=$!
(while read -r _ <&3; do :; done; kill -INT $server) & leash=$!
wait $server; code=$?
kill $leash 2>/dev/null
exit $code`;

function spawnServer(cluster: Cluster, settings: Record<string, string | number>): Server {
  const args = ['-D', cluster.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const program = path.join(cluster.bin, 'postgres');
  const windows = process.platform === 'win32';
  const [command, commandArgs] = windows ? [program, args] : ['/bin/sh', ['-c', LEASH, program, ...args]];
  const child = spawn(command as string, commandArgs as string[], {
    ...cluster.user,
    cwd: cluster.home,
    env: SERVER_ENV,
    detached: !windows,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (chunk) => {
    words = (words + chunk).slice(-4_000);
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve());
  });
  return { process: child, ended, complaint: () => words };
}

async function untilReady(cluster: Cluster, server: Server): Promise<number> {
  for (let waited = 0; waited < 60_000; waited += 25) {
    const lock = readLockFile(cluster);
    if (lock?.ready) return lock.pid;
    if (server.process.exitCode !== null || server.process.signalCode !== null) break;
    await sleep(25);
  }
  server.process.stdin?.end();
  throw new Error(`PostgreSQL did not start on ${cluster.data}:\n${server.complaint()}`);
}

async function stop(cluster: Cluster, server: Server): Promise<void> {
  if (process.platform === 'win32') spawn(path.join(cluster.bin, 'pg_ctl'), ['stop', '-D', cluster.data, '-m', 'fast']);
  else server.process.stdin?.end();
  await server.ended;
}
