import fs from 'node:fs';
import path from 'node:path';
import { LauncherError } from './options.ts';

export interface Claim {
  /** Whether the last launcher was killed, so that some of its processes may still be on their way out. */
  readonly inherited: boolean;
  end(): void;
}

/**
 * Claims a data folder for this process, so that two launchers never share one. The claim of a launcher that was killed
 * counts for nothing. Throws {@link LauncherError} when another one lives.
 */
export function claim(dataDir: string): Claim {
  const file = path.join(dataDir, 'launcher.json');
  const holder = read(file);
  if (holder && holder.pid !== process.pid && holder.command === commandOf(holder.pid)) {
    throw new LauncherError(
      `Another start is running on ${dataDir} (process ${holder.pid}). Stop it first, or keep apart: ` +
        'DATA_DIR=.data/second GATEWAY_PORT=4100 … npm start',
    );
  }
  fs.mkdirSync(dataDir, { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ pid: process.pid, command: commandOf(process.pid) }));
  return { inherited: holder !== null, end: () => fs.rmSync(file, { force: true }) };
}

function read(file: string): { pid: number; command: string } | null {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** How a process was called, null when there is none. Process numbers are used again; the same number with the same call is ours. */
function commandOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return process.platform === 'linux' ? null : '';
  }
}
