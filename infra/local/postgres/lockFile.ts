import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';

/** What the server writes about itself into `postmaster.pid`; null when there is no such file. */
export function readLockFile(cluster: Cluster): { pid: number; ready: boolean } | null {
  try {
    const lines = fs.readFileSync(lockFile(cluster), 'utf8').split('\n');
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/**
 * Makes the data folder free for a new server: waits for an old one that is still shutting down, stops one that has lost
 * its launcher, and removes the lock of one that was killed. Throws when a live server does not stop within 30 s.
 */
export async function clearLockFile(cluster: Cluster): Promise<void> {
  const lock = readLockFile(cluster);
  if (!lock) return;
  if (isLiveServer(lock.pid)) process.kill(lock.pid, 'SIGINT');
  for (let waited = 0; isLiveServer(lock.pid); waited += 50) {
    if (waited > 30_000)
      throw new Error(`An older PostgreSQL (process ${lock.pid}) does not stop. Stop it: kill -INT ${lock.pid}`);
    await sleep(50);
  }
  fs.rmSync(lockFile(cluster), { force: true });
}

const lockFile = (cluster: Cluster): string => path.join(cluster.data, 'postmaster.pid');

/** A number may belong to another program by now, or to a dead process that nobody has collected. */
function isLiveServer(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    const status = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.includes('(postgres)') && !/\) Z /.test(status);
  } catch {
    return false;
  }
}
