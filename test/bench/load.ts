import { Pool } from 'undici';
import type { BenchOperation } from './graphs/graph.ts';
import { cpuMs } from './processes.ts';

export interface Measured {
  readonly requests: number;
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly subgraphCalls: number;
}

export interface Target {
  readonly url: string;
  /** Whose CPU time counts; null for nobody's. */
  readonly pid: number | null;
  /** What it is sent, where that is not the operation itself. */
  readonly body?: string;
  /** Beside the usual ones: who asks, and for what. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Calls to subgraphs since it was asked last. */
  readonly subgraphCalls: () => Promise<number>;
}

const headers = { 'content-type': 'application/json', accept: 'application/json' };

export const bodyOf = ({ name, query, variables }: BenchOperation): string =>
  JSON.stringify({ query, operationName: name, variables });

/** Asks one operation for so long, with so many clients, each sending its next request when it has the answer to the last. */
export async function measure(target: Target, operation: BenchOperation, clients: number, seconds: number): Promise<Measured> {
  const pool = new Pool(new URL(target.url).origin, { connections: clients });
  const body = target.body ?? bodyOf(operation);
  const times: number[] = [];
  const ask = async () => {
    const response = await pool.request({ path: '/graphql', method: 'POST', headers: { ...headers, ...target.headers }, body });
    const bytes = (await response.body.arrayBuffer()).byteLength;
    if (response.statusCode !== 200 || bytes < 20)
      throw new Error(`${operation.name}: status ${response.statusCode}, ${bytes} bytes.`);
  };
  await ask();
  await target.subgraphCalls();
  const cpuOf = () => (target.pid === null ? Number.NaN : cpuMs(target.pid));
  const cpuBefore = cpuOf();
  const start = performance.now();
  const end = start + seconds * 1000;
  const client = async () => {
    for (let before = performance.now(); before < end; ) {
      await ask();
      const now = performance.now();
      times.push(now - before);
      before = now;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = performance.now() - start;
  const cpu = cpuOf() - cpuBefore;
  const calls = await target.subgraphCalls();
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    requests: times.length,
    cpuMs: cpu / times.length,
    perSecond: (times.length * 1000) / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    subgraphCalls: calls / times.length,
  };
}
