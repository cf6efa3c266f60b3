import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@union-graph/infra/ports';
import { request } from 'undici';
import { eventually, house } from './house.ts';

// @reads test/fixtures/ind-construction
const FOLDER = path.resolve(import.meta.dirname, '../fixtures/ind-construction');

/** The schema that the construction union's team wrote. */
export const CONSTRUCTION_SDL = fs.readFileSync(path.join(FOLDER, 'schema.graphql'), 'utf8');

/** The construction union's subgraph as a process of its own, as its team runs it. */
export interface UnionSubgraph {
  readonly url: string;
  /** Ends the process and starts it with another schema at the same address. */
  deploy(sdl: string): Promise<void>;
  /** Ends the process (SIGKILL). */
  kill(): Promise<void>;
}

export async function startUnionSubgraph(sites: readonly object[]): Promise<UnionSubgraph> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ind-construction-'));
  const [sitesFile, schemaFile] = [path.join(dir, 'sites.json'), path.join(dir, 'schema.graphql')];
  fs.writeFileSync(sitesFile, JSON.stringify(sites));
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    SITES_FILE: sitesFile,
    SCHEMA_FILE: schemaFile,
    PASSPORT_JWKS: publicKeys(),
  };
  let child: ChildProcess | null = null;
  const kill = async () => {
    if (!child) return;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    child = null;
  };
  const deploy = async (sdl: string) => {
    await kill();
    fs.writeFileSync(schemaFile, sdl);
    child = spawn(process.execPath, ['main.mjs'], { cwd: FOLDER, env, stdio: ['ignore', 'ignore', 'inherit'] });
    await eventually(() => isReady(port));
  };
  return { url: `http://127.0.0.1:${port}/graphql`, deploy, kill };
}

/** The gateway's public key, which the house gives to a team. */
function publicKeys(): string {
  const { d: _private, ...key } = JSON.parse(fs.readFileSync(path.join(house.dataDir, 'keys/gateway.jwk'), 'utf8'));
  return JSON.stringify({ keys: [key] });
}

async function isReady(port: number): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}/ready`);
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
