import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { main } from '../src/main.ts';

/** A folder and a home of one user, in which command lines are run in this process. */
export interface User {
  readonly folder: string;
  readonly home: string;
  run(args: string, more?: { readonly env?: NodeJS.ProcessEnv; readonly stdin?: string }): Promise<Ran>;
  remove(): void;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export function openUser(): User {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'union-graph-cli-'));
  const [folder, home] = ['folder', 'home'].map((name) => path.join(root, name)) as [string, string];
  for (const dir of [folder, home]) fs.mkdirSync(dir);
  return {
    folder,
    home,
    run: async (args, { env = {}, stdin = '' } = {}) => {
      const written = { out: '', err: '' };
      const stream = (name: keyof typeof written) => ({
        write: (chunk: string) => {
          written[name] += chunk;
        },
      });
      const code = await main(args.split(' ').filter(Boolean), {
        env: { HOME: home, LANG: 'en_GB.UTF-8', ...env },
        cwd: () => folder,
        stdin: Readable.from([stdin]),
        stdout: stream('out'),
        stderr: stream('err'),
      });
      return { code, ...written };
    },
    remove: () => fs.rmSync(root, { recursive: true }),
  };
}
