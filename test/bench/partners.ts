import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { type Measured, measure } from './load.ts';
import { PERSONS, PLACES } from './partners/graph.ts';
import { openPartnerBench, type PartnerBench } from './partners/house.ts';
import { pinning } from './processes.ts';
import { describeMachine } from './report.ts';

// What agreements, masks and the access log add to a request, as ratios within one run: the same rows, asked by staff, by partners
// with and without masks, from a gateway with a log and from one without. BENCH_SECONDS for each figure (3), BENCH_ROUNDS (3).

const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

interface Case {
  readonly name: string;
  readonly gateway: 'withLog' | 'withoutLog';
  readonly as: keyof PartnerBench['headers'];
  readonly operation: typeof PLACES;
}

const CASES: readonly Case[] = [
  { name: 'staff, public fields (nothing of all this)', gateway: 'withoutLog', as: 'staff', operation: PLACES },
  { name: 'staff, public fields, gateway with a log', gateway: 'withLog', as: 'staff', operation: PLACES },
  { name: 'staff, personal fields', gateway: 'withoutLog', as: 'staff', operation: PERSONS },
  { name: 'staff, personal fields + log', gateway: 'withLog', as: 'staff', operation: PERSONS },
  { name: 'partner: checks and quota', gateway: 'withoutLog', as: 'partner', operation: PLACES },
  { name: 'partner: checks, quota, masks', gateway: 'withoutLog', as: 'masked', operation: PLACES },
  { name: 'partner: checks, quota, masks + log', gateway: 'withLog', as: 'masked', operation: PLACES },
];

const loadBefore = loadavg()[0] ?? Number.NaN;
const bench = await openPartnerBench();
try {
  const measureCase = ({ gateway, as, operation }: Case, clients: number, forSeconds: number): Promise<Measured> => {
    const { url, program } = bench[gateway];
    const target = { url, pid: program.pid, headers: bench.headers[as], subgraphCalls: async () => bench.calls() };
    return measure(target, operation, clients, forSeconds);
  };
  const found: { name: string; clients: number; runs: Measured[] }[] = [];
  for (const one of CASES) await measureCase(one, 4, Math.min(2, seconds));
  for (const clients of [1, 16]) {
    const own = CASES.map((one) => ({ name: one.name, clients, runs: [] as Measured[] }));
    found.push(...own);
    // In turns, so that what else the machine does falls on all of them.
    for (let round = 0; round < rounds; round++)
      for (const [at, one] of CASES.entries()) own[at]?.runs.push(await measureCase(one, clients, seconds));
  }
  const rows = found.map(({ name, clients, runs }) => ({
    name,
    clients,
    cpuMs: middle(runs.map((run) => run.cpuMs)),
    perSecond: middle(runs.map((run) => run.perSecond)),
    p50: middle(runs.map((run) => run.p50)),
    p99: middle(runs.map((run) => run.p99)),
  }));
  const machine = describeMachine(seconds, pinning !== null);
  const report = toMarkdown(rows, machine, await bench.records());
  const folder = path.join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'partners.md'), report);
  writeFileSync(path.join(folder, 'partners.json'), `${JSON.stringify({ machine, rounds, rows }, null, 2)}\n`);
  process.stdout.write(report);
} finally {
  await bench.stop();
}

interface Row {
  readonly name: string;
  readonly clients: number;
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

function toMarkdown(rows: readonly Row[], machine: ReturnType<typeof describeMachine>, records: number): string {
  const tables = [1, 16].map((clients) => {
    const own = rows.filter((row) => row.clients === clients);
    const base = own[0] as Row;
    const lines = own.map(
      (row) =>
        `| ${row.name} | ${row.cpuMs.toFixed(3)} | ${(row.cpuMs - base.cpuMs).toFixed(3)} | ${row.perSecond.toFixed(0)} | ${(row.perSecond / base.perSecond).toFixed(2)} | ${row.p50.toFixed(2)} | ${row.p99.toFixed(2)} |`,
    );
    return [
      `## ${clients === 1 ? 'One client' : `${clients} clients`}`,
      '',
      '| | CPU ms a request | more than the first | requests/s | of the first | p50 ms | p99 ms |',
      '|---|---|---|---|---|---|---|',
      ...lines,
    ].join('\n');
  });
  const { cpu, cores, memoryGiB, kernel, node, pinned, secondsEach } = machine;
  return [
    '# What agreements, masks and the access log cost',
    '',
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}. ${pinned ? 'The gateways on one core; subgraph, database and clients on the others.' : 'Nothing is pinned.'}`,
    `Fifty rows of four fields, the middle of ${rounds} rounds of ${secondsEach} s in turns. CPU is that of the gateway's process; the database is a real one, with synchronous commits. ${records} records were written.`,
    `Trust ratios, not absolute figures, and those only where the machine had nothing else to do: its load was ${loadBefore.toFixed(1)} when this began.`,
    '',
    tables.join('\n\n'),
    '',
  ].join('\n');
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
