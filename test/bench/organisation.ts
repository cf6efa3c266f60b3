import { loadavg } from 'node:os';
import { organisation } from '@union-graph/organisation';
import { measureOperations, type Result } from './measureOperations.ts';
import { openBench } from './openBench.ts';
import { operationsOn } from './organisation/operations.ts';
import { writeFindings } from './organisation/report.ts';
import { measureTransfers, type Transfers } from './organisation/transfers.ts';
import { describeMachine } from './report.ts';

// Measures the organisation on loaded data sets: npm run bench -- organisation city ceiling. Settings: BENCH_ROUNDS for each
// figure (300), BENCH_OPERATIONS with a part of operations' names, or "transfers"; results are written when all were measured.

const rounds = Number(process.env.BENCH_ROUNDS ?? 300);
const only = process.env.BENCH_OPERATIONS;
const TRANSFERS = 200;
const given = process.argv.slice(3);
const sets = given.length > 0 ? given : ['city'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const benches = [];
try {
  for (const set of sets) benches.push(await openBench(organisation, set, process.env));
  const prepared = await Promise.all(benches.map(async (bench) => ({ bench, operations: await operationsOn(bench.bare) })));
  const asked = (prepared[0]?.operations ?? []).filter(({ name }) => !only || name.includes(only));
  const results: Result[] = [];
  for (const group of [...new Set(asked.map(({ name, group = name }) => group))]) {
    const names = asked.filter(({ name, group: own = name }) => own === group).map(({ name }) => name);
    const on = prepared.flatMap(({ bench, operations }) =>
      operations.filter(({ name }) => names.includes(name)).map((operation) => ({ bench, operation })),
    );
    const measured = await measureOperations(on, rounds);
    for (const { set, operation, graphMs, bareMs, statements } of measured)
      say(
        `${set.padEnd(8)} ${operation}: ${graphMs.toFixed(2)} ms, ${(graphMs / bareMs).toFixed(2)} times bare, ${statements} statements`,
      );
    results.push(...measured);
  }
  const transfers: Transfers[] = [];
  if (!only || only === 'transfers') for (const bench of benches) transfers.push(await measureTransfers(bench, TRANSFERS));
  const findings = { machine: describeMachine(rounds, false), loadAverage: loadavg()[0] ?? Number.NaN, results, transfers };
  for (const { set, graphMs, bareMs, cpuMs } of transfers)
    say(
      `${set.padEnd(8)} ${TRANSFERS} transfers: ${graphMs.toFixed(0)} ms, ${(graphMs / bareMs).toFixed(2)} times bare, CPU ${cpuMs.toFixed(2)} ms each`,
    );
  say(only ? '' : `\n${writeFindings('organisation', findings)}`);
} finally {
  for (const bench of benches.reverse()) await bench.stop();
}
