import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where Linux keeps files in memory. To copy databases there takes a third of the processor time that it takes on a disk. */
const MEMORY = '/dev/shm';
/** What the databases and houses of a whole run take, twice over. */
const ROOM_BYTES = 4 * 2 ** 30;

/**
 * Makes a folder for what a run of tests throws away: in memory where there is room, otherwise where the system keeps temporary files. Who makes it
 * removes it; what processes have left behind that were killed is removed here. Gives its path.
 */
export function makeScratchFolder(name: string, parents: readonly string[] = placesFor()): string {
  const prefix = `union-graph-${name}-`;
  const [parent] = parents;
  if (parent === undefined) throw new Error('There is no place for a folder of a run.');
  for (const place of parents) removeLeftBehind(place, prefix);
  return fs.mkdtempSync(path.join(parent, `${prefix}${process.pid}-`));
}

/** Places for such folders, the best one first. */
const placesFor = (): string[] => (hasRoom(MEMORY) && runsPrograms(MEMORY) ? [MEMORY, os.tmpdir()] : [os.tmpdir()]);

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = fs.statfsSync(folder);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    // Other systems than Linux have no such folder.
    return false;
  }
}

/** Whether a program may lie in a folder; containers forbid it for memory. Tests start programs that they write, and PostgreSQL may be copied. */
function runsPrograms(folder: string): boolean {
  const own = fs.mkdtempSync(path.join(folder, 'union-graph-tried-'));
  const program = path.join(own, 'program');
  try {
    fs.writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(program).status === 0;
  } finally {
    fs.rmSync(own, { recursive: true });
  }
}

function removeLeftBehind(place: string, prefix: string): void {
  for (const name of fs.readdirSync(place).filter((entry) => entry.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length).split('-')[0]);
    if (owner && !isAlive(owner)) fs.rmSync(path.join(place, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
