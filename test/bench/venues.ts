import { loadavg } from 'node:os';
import { venues } from '@union-graph/venues';
import { measureOperations, type Result } from './measureOperations.ts';
import { type Bench, openBench } from './openBench.ts';
import { describeMachine } from './report.ts';
import { type Acknowledgements, measureAcknowledgements } from './venues/acknowledgements.ts';
import { measureHolds } from './venues/holds.ts';
import { operations } from './venues/operations.ts';
import { writeFindings } from './venues/report.ts';
import type { AtOnce } from './venues/rounds.ts';
import { measureTickets } from './venues/tickets.ts';

// Measures venues on a loaded data set: npm run bench -- venues city. Settings: BENCH_ROUNDS for each figure (300),
// BENCH_WRITES for those of what writes (5), BENCH_OPERATIONS with a part of operations' names, or "writes"; results are written when all were measured.

const rounds = Number(process.env.BENCH_ROUNDS ?? 300);
const only = process.env.BENCH_OPERATIONS;
const given = process.argv.slice(3);
const sets = given.length > 0 ? given : ['city'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function measureReads(bench: Bench): Promise<Result[]> {
  const results: Result[] = [];
  for (const operation of (await operations(bench.bare)).filter(({ name }) => !only || name.includes(only))) {
    const measured = await measureOperations([{ bench, operation }], rounds);
    for (const { set, operation: name, graphMs, bareMs, cpuMs, statements } of measured)
      say(
        `${set} ${name}: ${graphMs.toFixed(2)} ms, ${(graphMs / bareMs).toFixed(2)} times bare, ${cpuMs.toFixed(2)} ms of CPU, ${statements} statements`,
      );
    results.push(...measured);
  }
  return results;
}

async function measureWrites(bench: Bench): Promise<[AtOnce[], Acknowledgements]> {
  const atOnce: AtOnce[] = [];
  for (const measure of [() => measureHolds(bench, 'each'), () => measureHolds(bench, 'one'), () => measureTickets(bench)]) {
    const one = await measure();
    const { name, graphPerSecond, barePerSecond, cpuMs, won } = one;
    say(
      `${bench.set} ${name}: ${graphPerSecond.toFixed(0)} a second, ${(graphPerSecond / barePerSecond).toFixed(2)} of bare, ${cpuMs.toFixed(2)} ms of CPU each, ${won} got it`,
    );
    atOnce.push(one);
  }
  const told = await measureAcknowledgements(bench);
  say(`${bench.set} acknowledgements: ${told.graphMs.toFixed(0)} ms, ${(told.graphMs / told.bareMs).toFixed(2)} times bare`);
  return [atOnce, told];
}

const benches: Bench[] = [];
try {
  const [results, atOnce, acknowledgements]: [Result[], AtOnce[], Acknowledgements[]] = [[], [], []];
  for (const set of sets) {
    const bench = await openBench(venues, set, process.env);
    benches.push(bench);
    results.push(...(await measureReads(bench)));
    if (only && only !== 'writes') continue;
    const [held, told] = await measureWrites(bench);
    atOnce.push(...held);
    acknowledgements.push(told);
  }
  const findings = {
    machine: describeMachine(rounds, false),
    loadAverage: loadavg()[0] ?? Number.NaN,
    results,
    atOnce,
    acknowledgements,
  };
  say(only ? '' : `\n${writeFindings(findings)}`);
} finally {
  for (const bench of benches.reverse()) await bench.stop();
}
