import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { findPrograms, shortHash } from './binaries.ts';
import { giveTo, isReachableByOthers, type ServerUser, serverUser } from './user.ts';

/** A PostgreSQL data folder on disk and all that is needed to run a server on it. */
export interface Cluster {
  readonly home: string;
  readonly data: string;
  /** Folder of the server's programs. */
  readonly bin: string;
  readonly user: ServerUser | undefined;
  /** Of the superuser `postgres`. */
  readonly password: string;
}

/** What the server's programs see of our environment: nothing that could bend a locale or a time zone. */
export const SERVER_ENV = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } as NodeJS.ProcessEnv;

/**
 * Where the data folder for `dir` really lies: there, or, when root's server account could not reach it, below
 * /var/lib/union-graph.
 */
export function clusterHome(dir: string): string {
  const wanted = path.resolve(dir);
  if (process.getuid?.() !== 0 || isReachableByOthers(path.dirname(wanted))) return wanted;
  return path.join('/var/lib/union-graph', shortHash(wanted));
}

/** Opens the cluster of `dir`, made first when it is not there. UTF-8, C collation, passwords by SCRAM, loopback only. */
export async function openCluster(dir: string): Promise<Cluster> {
  const user = serverUser();
  const home = clusterHome(dir);
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  if (user) fs.chmodSync(home, 0o755);
  const bin = await findPrograms(user, home);
  const data = path.join(home, 'data');
  const secret = path.join(home, 'superuser');
  if (!fs.existsSync(path.join(data, 'PG_VERSION')) || !fs.existsSync(secret)) await initialise(bin, home, user);
  // The checkout may have been used by another account before.
  if (user && fs.statSync(path.join(data, 'PG_VERSION')).uid !== user.uid) giveTo(user, data);
  return { home, data, bin, user, password: fs.readFileSync(secret, 'utf8') };
}

/** Builds the data folder beside its final place, so that a start cut short leaves nothing half made. */
async function initialise(bin: string, home: string, user: ServerUser | undefined): Promise<void> {
  const data = path.join(home, 'data');
  const draft = path.join(home, 'data.new');
  const passwordFile = path.join(home, 'superuser.new');
  for (const leftover of [data, draft]) fs.rmSync(leftover, { recursive: true, force: true });
  fs.mkdirSync(draft, { mode: 0o700 });
  const password = randomBytes(18).toString('base64url');
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const file of [draft, passwordFile]) fs.chownSync(file, user.uid, user.gid);
  const options = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--no-sync'];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const initdb = spawn(path.join(bin, 'initdb'), ['-D', draft, ...options, ...locale], { ...user, cwd: home, env: SERVER_ENV });
  let output = '';
  for (const stream of [initdb.stdout, initdb.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  const [code] = await once(initdb, 'close');
  fs.rmSync(passwordFile);
  if (code !== 0) {
    fs.rmSync(draft, { recursive: true });
    throw new Error(`PostgreSQL could not make its data folder in ${home}:\n${output}`);
  }
  fs.writeFileSync(path.join(home, 'superuser'), password, { mode: 0o600 });
  fs.renameSync(draft, data);
}
