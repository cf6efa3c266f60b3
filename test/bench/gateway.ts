import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { composeServices } from '@theguild/federation-composition';
import type { FloorPlan } from './contenders/floor.ts';
import type { BenchGraph, BenchOperation } from './graphs/graph.ts';
import { graphs } from './graphs/graphs.ts';
import { bodyOf, measure, type Target } from './load.ts';
import { firstLine, freePort, type Program, peakMiB, pinning, startProgram } from './processes.ts';
import { describeMachine, type Row, writeReport } from './report.ts';

// Compares gateways. Settings: BENCH_SECONDS for each figure (5), BENCH_ONLY with names of gateways, BENCH_OPERATIONS with
// names of operations, both separated by commas; BENCH_PROFILE with a folder for CPU profiles of the gateways.

const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const WARM_UP_SECONDS = Math.min(3, seconds);
const CLIENTS = [1, 16];
const OURS = 'ours';
const DIRECT = 'no gateway, the call alone';
const here = import.meta.dirname;
const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
const floorFile = path.join(folder, 'floor.json');
const tsx = ['--import', 'tsx'];
/** Our gateway is started with this; so that only the gateways differ, all are. */
const YOUNG_SPACE = '--max-semi-space-size=64';
const contender = (name: string, ...args: string[]) => [...tsx, path.join(here, 'contenders', `${name}.ts`), ...args];

interface Gateway {
  readonly name: string;
  readonly args: (port: string, supergraph: string) => readonly string[];
  readonly env?: Record<string, string>;
  /** Whether it answers what it is asked, so that its answers can be compared. */
  readonly answers: boolean;
}

const runOurs: Gateway['args'] = (port, supergraph) => [
  path.join(here, '../../gateway/bin/gateway.mjs'),
  ...['--supergraph', supergraph, '--port', port, '--open'],
];
const gateways: readonly Gateway[] = [
  // A graph is served to everybody outside production only.
  { name: OURS, args: runOurs, env: { SUBGRAPH_SHARING: 'off', NODE_ENV: '' }, answers: true },
  { name: `${OURS} with sharing`, args: runOurs, env: { SUBGRAPH_SHARING: 'on', NODE_ENV: '' }, answers: true },
  // All others write no line for a request.
  {
    name: `${OURS} with its log`,
    args: runOurs,
    env: { SUBGRAPH_SHARING: 'off', NODE_ENV: '', LOG_LEVEL: 'info' },
    answers: true,
  },
  { name: 'floor', args: (port) => contender('floor', floorFile, port), answers: false },
  { name: '@apollo/gateway', args: (port, supergraph) => contender('apollo', supergraph, port), answers: true },
  { name: 'Hive Gateway', args: (port, supergraph) => contender('hive', supergraph, port, 'js'), answers: true },
  {
    name: 'Hive Gateway with router-runtime',
    args: (port, supergraph) => contender('hive', supergraph, port, 'rust'),
    answers: true,
  },
  {
    name: 'Hive Gateway with router-runtime and sharing',
    args: (port, supergraph) => contender('hive', supergraph, port, 'rust', 'shared'),
    answers: true,
  },
];

const chosen = <T extends { readonly name: string }>(all: readonly T[], names: string | undefined): readonly T[] =>
  names ? all.filter(({ name }) => names.split(',').includes(name)) : all;

interface Control {
  readonly urls: Readonly<Record<string, string>>;
  readonly get: (what: 'calls' | 'record' | 'recorded') => Promise<unknown>;
}

async function startSubgraphs(): Promise<Control & { readonly program: Program }> {
  const program = startProgram([...tsx, path.join(here, 'subgraphs.ts')], pinning?.rest);
  const { urls, control } = JSON.parse(await firstLine(program)) as { urls: Record<string, string>; control: string };
  return { program, urls, get: async (what) => (await fetch(`${control}/${what}`)).json() };
}

/** Writes the supergraph of a graph to a file, and tells which. */
function composeSupergraph({ name, definitions }: BenchGraph, urls: Readonly<Record<string, string>>): string {
  const result = composeServices(definitions.map(({ name, typeDefs }) => ({ name, typeDefs, url: urls[name] ?? '' })));
  if (!result.supergraphSdl)
    throw new Error(`The subgraphs do not compose: ${result.errors?.map(({ message }) => message).join('; ')}`);
  const file = path.join(folder, `${name}.graphql`);
  writeFileSync(file, result.supergraphSdl);
  return file;
}

interface Running extends Target {
  readonly pid: number;
  readonly program: Program;
}

async function startGateway(
  gateway: Gateway,
  supergraph: string,
  smallest: BenchOperation,
  get: Control['get'],
): Promise<Running> {
  const port = String(await freePort());
  const program = startProgram([YOUNG_SPACE, ...gateway.args(port, supergraph)], pinning?.gateway, gateway.env);
  // What it logs is read and thrown away; a pipe that nobody reads would hold it up.
  program.child.stdout?.resume();
  const url = `http://127.0.0.1:${port}/graphql`;
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && program.child.exitCode === null) {
    const ready = await askOnce(url, smallest).catch(() => null);
    if (ready)
      return { url, pid: program.pid, program, subgraphCalls: async () => ((await get('calls')) as { calls: number }).calls };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const errors = program.errors();
  await program.stop();
  throw new Error(`The gateway "${gateway.name}" does not answer. ${errors}`);
}

async function askOnce(url: string, operation: BenchOperation): Promise<string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: bodyOf(operation) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${operation.name}: ${response.status} ${text.slice(0, 300)}`);
  return text;
}

/** What the floor program is to do: the calls that our gateway makes. */
async function recordFloor(url: string, operations: BenchGraph['operations'], { urls, get }: Control): Promise<void> {
  const plans: Record<string, FloorPlan> = {};
  for (const operation of operations) {
    await askOnce(url, operation);
    await get('record');
    const bytes = Buffer.byteLength(await askOnce(url, operation));
    const calls = (await get('recorded')) as { subgraph: string; body: string; stage: number }[];
    const stages = [...new Set(calls.map(({ stage }) => stage))].sort((a, b) => a - b);
    const callsOf = (wanted: number) =>
      calls.filter(({ stage }) => stage === wanted).map(({ subgraph, body }) => ({ url: urls[subgraph] ?? '', body }));
    plans[operation.name] = { stages: stages.map(callsOf), bytes };
  }
  writeFileSync(floorFile, JSON.stringify(plans));
}

const version = (name: string): string => {
  const entry = createRequire(import.meta.url).resolve(name);
  for (let at = path.dirname(entry); at !== path.dirname(at); at = path.dirname(at)) {
    try {
      const { name: found, version: text } = JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8')) as Record<
        string,
        string
      >;
      if (found === name && text) return text;
    } catch {
      // No package here: the next folder up.
    }
  }
  return 'unknown';
};

/** What all gateways answer to the operations of one graph, and at what cost. */
async function compareOn(graph: BenchGraph, control: Control): Promise<Row[]> {
  const rows: Row[] = [];
  const operations = chosen(graph.operations, process.env.BENCH_OPERATIONS);
  const smallest = graph.operations.at(-1);
  if (operations.length === 0 || !smallest) return rows;
  const supergraph = composeSupergraph(graph, control.urls);
  const reference = new Map<string, string>();
  const wanted = chosen(gateways, process.env.BENCH_ONLY);
  for (const gateway of wanted.some(({ name }) => name === OURS) ? wanted : [...gateways.slice(0, 1), ...wanted]) {
    const target = await startGateway(gateway, supergraph, smallest, control.get);
    try {
      if (gateway.name === OURS) {
        await recordFloor(target.url, operations, control);
        for (const operation of operations) reference.set(operation.name, await askOnce(target.url, operation));
      }
      for (const operation of operations) {
        const expected = reference.get(operation.name) ?? '';
        rows.push(...(await measureOne(gateway, target, operation, expected)));
      }
    } finally {
      await target.program.stop();
    }
  }
  if (!process.env.BENCH_ONLY) for (const operation of operations) rows.push(...(await measureDirect(operation, control)));
  return rows;
}

/** What an operation takes that is one call, when its client makes the call itself. */
async function measureDirect(operation: BenchOperation, { get }: Control): Promise<Row[]> {
  const plans = JSON.parse(readFileSync(floorFile, 'utf8')) as Record<string, FloorPlan>;
  const [call, ...more] = plans[operation.name]?.stages.flat() ?? [];
  if (!call || more.length > 0) return [];
  const target: Target = {
    ...call,
    pid: null,
    subgraphCalls: async () => ((await get('calls')) as { calls: number }).calls,
  };
  const answerBytes = plans[operation.name]?.bytes ?? 0;
  const rows: Row[] = [];
  await measure(target, operation, 16, WARM_UP_SECONDS);
  for (const clients of CLIENTS) {
    const measured = await measure(target, operation, clients, seconds);
    rows.push({ gateway: DIRECT, operation: operation.title, answerBytes, clients, peakMiB: Number.NaN, ...measured });
  }
  return rows;
}

async function measureOne(gateway: Gateway, target: Running, operation: BenchOperation, expected: string): Promise<Row[]> {
  const answer = await askOnce(target.url, operation);
  if (gateway.answers && !isDeepStrictEqual(JSON.parse(answer), JSON.parse(expected)))
    throw new Error(
      `"${gateway.name}" answers "${operation.name}" differently:\n${answer.slice(0, 2000)}\n${expected.slice(0, 2000)}`,
    );
  await measure(target, operation, 16, WARM_UP_SECONDS);
  const rows: Row[] = [];
  for (const clients of CLIENTS) {
    const measured = await measure(target, operation, clients, seconds);
    const { cpuMs, perSecond } = measured;
    console.error(`${gateway.name} · ${operation.name} · ${clients}: ${cpuMs.toFixed(3)} ms CPU, ${perSecond.toFixed(0)}/s`);
    const figures = {
      operation: operation.title,
      answerBytes: Buffer.byteLength(expected),
      clients,
      peakMiB: peakMiB(target.pid),
    };
    rows.push({ gateway: gateway.name, ...figures, ...measured });
  }
  return rows;
}

if (pinning) spawnSync('taskset', ['-pc', pinning.rest, String(process.pid)]);
const { program: subgraphs, ...control } = await startSubgraphs();
const rows: Row[] = [];
try {
  for (const graph of graphs) rows.push(...(await compareOn(graph, control)));
} finally {
  await subgraphs.stop();
}
const versions = Object.fromEntries(
  ['@apollo/gateway', '@apollo/server', '@graphql-hive/gateway', '@graphql-hive/router-runtime'].map((name) => [
    name,
    version(name),
  ]),
);
console.log(writeReport('gateway', describeMachine(seconds, pinning !== null), versions, rows, OURS));
