import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EXIT } from './exitCodes.ts';
import { Failure } from './failure.ts';
import { text } from './text.ts';

/** How a program proves to the identity provider who it is: by a secret, or by a key of its own whose public half the provider has. */
export interface Credentials {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret?: string;
  /** A private key (JWK) in a file. */
  readonly keyFile?: string;
}

/** By gateway. */
type Stored = Readonly<Record<string, Credentials>>;

const fileOf = (env: NodeJS.ProcessEnv): string =>
  path.join(env.XDG_CONFIG_HOME || path.join(env.HOME || os.homedir(), '.config'), 'union-graph', 'credentials.json');

/** The credentials for a gateway that `union-graph login` kept. */
export const storedCredentials = (env: NodeJS.ProcessEnv, gateway: string): Credentials | undefined => readStored(env)[gateway];

/** The gateways that this user has signed in to. */
export const signedInGateways = (env: NodeJS.ProcessEnv): string[] => Object.keys(readStored(env));

/** Keeps credentials for a gateway in a file that this user alone may read. Returns the file. */
export function storeCredentials(env: NodeJS.ProcessEnv, gateway: string, credentials: Credentials): string {
  return write(env, { ...readStored(env), [gateway]: credentials });
}

/** Forgets the credentials for a gateway. Whether there were any. */
export function forgetCredentials(env: NodeJS.ProcessEnv, gateway: string): boolean {
  const { [gateway]: forgotten, ...others } = readStored(env);
  if (forgotten) write(env, others);
  return forgotten !== undefined;
}

function write(env: NodeJS.ProcessEnv, stored: Stored): string {
  const file = fileOf(env);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return file;
}

function readStored(env: NodeJS.ProcessEnv): Stored {
  const file = fileOf(env);
  try {
    refuseReadableByOthers(file);
    return JSON.parse(readFileSync(file, 'utf8')) as Stored;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    if (error instanceof Failure) throw error;
    throw new Failure(
      EXIT.usage,
      'WRONG_CREDENTIALS_FILE',
      text(`${file} is damaged. Remove it, and sign in again.`, `${file} 已损坏。请删除后重新登录。`),
    );
  }
}

function refuseReadableByOthers(file: string): void {
  if (process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return;
  throw new Failure(
    EXIT.usage,
    'WRONG_CREDENTIALS_FILE',
    text(
      `Others on this machine may read ${file}. Run "chmod 600 ${file}", and have the secret replaced if somebody did.`,
      `本机其他用户可以读取 ${file}。请运行“chmod 600 ${file}”；如已泄露，请更换密钥。`,
    ),
  );
}
