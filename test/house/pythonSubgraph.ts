import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@union-graph/infra/ports';
import { gatewayKey } from './cli.ts';

// @reads test/fixtures/ind-python
const FOLDER = path.resolve(import.meta.dirname, '../fixtures/ind-python');

/** The schema that the team wrote. */
export const PYTHON_SDL = fs.readFileSync(path.join(FOLDER, 'schema.graphql'), 'utf8');

/** Whether this machine has Python with the two libraries that the subgraph needs. */
export function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import graphql, cryptography'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export interface PythonSubgraph {
  readonly url: string;
  /** Ends the process and starts it with another schema at the same address. */
  deploy(sdl: string): Promise<void>;
  stop(): Promise<void>;
}

/** The subgraph in Python as a process of its own, from a copy of its folder. */
export async function startPythonSubgraph(): Promise<PythonSubgraph> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ind-python-'));
  fs.cpSync(FOLDER, folder, { recursive: true });
  const { d: _private, ...key } = JSON.parse(fs.readFileSync(gatewayKey(), 'utf8'));
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), PASSPORT_JWKS: JSON.stringify({ keys: [key] }) };
  let end = async (): Promise<void> => undefined;
  const deploy = async (sdl: string) => {
    await end();
    fs.writeFileSync(path.join(folder, 'schema.graphql'), sdl);
    const child = spawn('python3', ['main.py'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    end = async () => {
      child.kill('SIGKILL');
      await ended;
    };
    await new Promise((answers) => child.stdout.once('data', answers));
  };
  await deploy(PYTHON_SDL);
  const stop = async () => {
    await end();
    fs.rmSync(folder, { recursive: true });
  };
  return { url: `http://127.0.0.1:${port}/graphql`, deploy, stop };
}
