import fs from 'node:fs';
import path from 'node:path';

/** The account that the server runs as when we are root, since PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Borrows `postgres` or `nobody` when we are root; undefined for everybody else, who runs the server as themselves.
 * Throws when root has neither, and when an ordinary account is missing from /etc/passwd (initdb asks for its name).
 */
export function serverUser(): ServerUser | undefined {
  if (process.platform === 'win32') return undefined;
  const accounts = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const uid = process.getuid?.();
  if (uid !== 0) {
    if (process.platform === 'linux' && !accounts.some((account) => Number(account[2]) === uid)) {
      throw new Error(`The embedded PostgreSQL cannot run as user id ${uid}, which has no line in /etc/passwd. ${useYourOwn}`);
    }
    return undefined;
  }
  const borrowed = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!borrowed) {
    throw new Error(`PostgreSQL refuses to run as root, and there is no "postgres" or "nobody" account to borrow. ${useYourOwn}`);
  }
  return { uid: Number(borrowed[2]), gid: Number(borrowed[3]) };
}

const useYourOwn = 'Name your own servers instead: <NAME>_DATABASE_URL for npm start, TEST_POSTGRES_URL for npm test.';

/** Whether every folder on the way to `target` lets other accounts through; root's home often does not. */
export function isReachableByOthers(target: string): boolean {
  const parent = path.dirname(target);
  const passable = !fs.existsSync(target) || (fs.statSync(target).mode & 0o001) !== 0;
  return passable && (parent === target || isReachableByOthers(parent));
}

/** Gives a folder with all that is in it to the server's account. */
export function giveTo(user: ServerUser, target: string): void {
  fs.lchownSync(target, user.uid, user.gid);
  if (!fs.lstatSync(target).isDirectory()) return;
  for (const entry of fs.readdirSync(target)) giveTo(user, path.join(target, entry));
}
