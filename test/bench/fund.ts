import { loadavg } from 'node:os';
import { warmthFund } from '@union-graph/warmth-fund';
import { measureOperations, type Result } from './measureOperations.ts';
import { type Bench, openBench } from './openBench.ts';
import { describeMachine } from './report.ts';
import { type AtOnce, measureAtOnce } from './warmth-fund/measureAtOnce.ts';
import { operationsOn } from './warmth-fund/operations.ts';
import { postings } from './warmth-fund/postings.ts';
import { writeFindings } from './warmth-fund/report.ts';
import { reservations } from './warmth-fund/reservations.ts';

// Measures the Warmth Fund on a loaded data set: npm run bench -- fund city. Settings: BENCH_ROUNDS for each figure (300),
// BENCH_OPERATIONS with a part of operations' names, or "transfers", "reservations"; results are written when all were measured.

const rounds = Number(process.env.BENCH_ROUNDS ?? 300);
const only = process.env.BENCH_OPERATIONS;
const given = process.argv.slice(3);
const sets = given.length > 0 ? given : ['city'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const asksFor = (name: string): boolean => !only || name.includes(only);

async function measureReads(bench: Bench): Promise<Result[]> {
  const asked = (await operationsOn(bench)).filter(({ name }) => asksFor(name));
  const results: Result[] = [];
  for (const group of [...new Set(asked.map(({ name, group = name }) => group))]) {
    const together = asked.filter(({ name, group: own = name }) => own === group).map((operation) => ({ bench, operation }));
    const measured = await measureOperations(together, rounds);
    for (const { set, operation, graphMs, bareMs, statements } of measured)
      say(`${set} ${operation}: ${graphMs.toFixed(2)} ms, ${(graphMs / bareMs).toFixed(2)} times bare, ${statements} statements`);
    results.push(...measured);
  }
  return results;
}

async function measureMoney(bench: Bench): Promise<AtOnce[]> {
  const results: AtOnce[] = [];
  for (const work of [await postings(bench, 1), await postings(bench, 5), await reservations(bench)]) {
    if (!asksFor(work.what)) continue;
    const measured = await measureAtOnce(bench, work);
    const { what, graphPerSecond, barePerSecond, pgbenchPerSecond, faults } = measured;
    const pgbench = pgbenchPerSecond ? `, ${(graphPerSecond / pgbenchPerSecond).toFixed(2)} of pgbench` : '';
    say(
      `${bench.set} ${what}: ${graphPerSecond.toFixed(0)} a second, ${(graphPerSecond / barePerSecond).toFixed(2)} of bare${pgbench}, ${faults} faults`,
    );
    results.push(measured);
  }
  return results;
}

const benches: Bench[] = [];
try {
  const [results, atOnce]: [Result[], AtOnce[]] = [[], []];
  for (const set of sets) {
    const bench = await openBench(warmthFund, set, process.env);
    benches.push(bench);
    results.push(...(await measureReads(bench)));
    atOnce.push(...(await measureMoney(bench)));
  }
  const findings = { machine: describeMachine(rounds, false), loadAverage: loadavg()[0] ?? Number.NaN, results, atOnce };
  say(only ? '' : `\n${writeFindings(findings)}`);
} finally {
  for (const bench of benches.reverse()) await bench.stop();
}
