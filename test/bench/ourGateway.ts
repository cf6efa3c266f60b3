import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { Pool, WebSocket } from 'undici';
import { shop } from './graphs/shop.ts';
import { firstLine, freePort, pinning, startProgram } from './processes.ts';

const here = import.meta.dirname;

export interface OurGateway {
  readonly pid: number;
  /** Asks one operation; gives the status of the answer, its size in bytes, and the milliseconds that it took. */
  ask(query: string, variables?: object): Promise<{ status: number; bytes: number; ms: number }>;
  /** The value of a metric; NaN when there is none. */
  metric(name: string): Promise<number>;
  /** Has the gateway give back what nobody holds any more. */
  collectGarbage(): Promise<void>;
  stop(): Promise<void>;
}

/** Our gateway over the shop's subgraphs, each in a process of its own. */
export async function startOurGateway(clients: number, env: Record<string, string> = {}): Promise<OurGateway> {
  const subgraphs = startProgram(['--import', 'tsx', path.join(here, 'subgraphs.ts')], pinning?.rest);
  const { urls } = JSON.parse(await firstLine(subgraphs)) as { urls: Record<string, string> };
  const composed = composeServices(shop.definitions.map(({ name, typeDefs }) => ({ name, typeDefs, url: urls[name] ?? '' })));
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'bench-')), 'supergraph.graphql');
  writeFileSync(file, composed.supergraphSdl ?? '');
  const port = String(await freePort());
  const args = [path.join(here, '../../gateway/bin/gateway.mjs'), '--supergraph', file, '--port', port, '--open'];
  const inspector = await freePort();
  const program = startProgram([`--inspect=127.0.0.1:${inspector}`, ...args], pinning?.gateway, { ...env, NODE_ENV: '' });
  await firstLine(program);
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: clients });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return {
    pid: program.pid,
    ask: async (query, variables) => {
      const start = performance.now();
      const { statusCode, body } = await pool.request({
        path: '/graphql',
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      });
      const bytes = (await body.arrayBuffer()).byteLength;
      return { status: statusCode, bytes, ms: performance.now() - start };
    },
    metric: async (name) => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    },
    collectGarbage: async () => {
      const [target] = (await (await fetch(`http://127.0.0.1:${inspector}/json`)).json()) as { webSocketDebuggerUrl: string }[];
      const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
      await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
      const done = new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
      socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
      await done;
      socket.close();
    },
    stop: async () => {
      await pool.close();
      await program.stop();
      await subgraphs.stop();
    },
  };
}

/** The value below which so large a part of the values lies. */
export const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;

export const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
