import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { house } from './house.ts';

// @reads shared/cli
const FOLDER = path.resolve(import.meta.dirname, '../../shared/cli');
const run = promisify(execFile);

export interface Ran {
  readonly code: number;
  /** What it printed for people, on both streams. */
  readonly said: string;
}

/** The command `union-graph`, compiled as it is published, in a folder and with a home of its own. */
export interface CommandLine {
  readonly folder: string;
  run(...args: string[]): Promise<Ran>;
  remove(): void;
}

export async function openCommandLine(): Promise<CommandLine> {
  await run(process.execPath, ['../../infra/build.mjs', 'src'], { cwd: FOLDER });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'union-graph-'));
  const env = { PATH: process.env.PATH, HOME: folder, UNION_GRAPH_GATEWAY: house.gateway };
  return {
    folder,
    run: async (...args) => {
      const options = { cwd: folder, env, encoding: 'utf8' } as const;
      const done = await run(process.execPath, [path.join(FOLDER, 'bin/union-graph.mjs'), ...args], options).then(
        ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
        (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, said: error.stdout + error.stderr }),
      );
      return done;
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** Writes the secret of the demo programs into a file of a folder, as those who run the identity provider hand it out. */
export function writeProgramSecret(folder: string): string {
  const { partnerSecret } = JSON.parse(fs.readFileSync(path.join(house.dataDir, 'identity/secrets.json'), 'utf8'));
  const file = path.join(folder, 'secret');
  fs.writeFileSync(file, partnerSecret, { mode: 0o600 });
  return file;
}

/** The private key of the house's gateway, by which its subgraphs are tried. */
export const gatewayKey = (): string => path.join(house.dataDir, 'keys/gateway.jwk');
