import { openBench } from './organisation/house.ts';
import { measureOperation, type Result } from './organisation/measure.ts';
import { operationsOn } from './organisation/operations.ts';
import { writeFindings } from './organisation/report.ts';
import { measureTransfers, type Transfers } from './organisation/transfers.ts';
import { describeMachine } from './report.ts';

// Measures the organisation on loaded data sets: npm run bench -- organisation city ceiling. Settings: BENCH_ROUNDS for each
// figure (300), BENCH_OPERATIONS with a part of operations' names; results are written when all were measured.

const rounds = Number(process.env.BENCH_ROUNDS ?? 300);
const only = process.env.BENCH_OPERATIONS;
const TRANSFERS = 200;
const given = process.argv.slice(3);
const sets = given.length > 0 ? given : ['city'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const benches = [];
try {
  for (const set of sets) benches.push(await openBench(set, process.env));
  const prepared = await Promise.all(benches.map(async (bench) => ({ bench, operations: await operationsOn(bench.bare) })));
  const names = (prepared[0]?.operations ?? []).map(({ name }) => name).filter((name) => !only || name.includes(only));
  const results: Result[] = [];
  for (const name of names) {
    const on = prepared.flatMap(({ bench, operations }) =>
      operations.filter((operation) => operation.name === name).map((operation) => ({ bench, operation })),
    );
    const measured = await measureOperation(name, on, rounds);
    for (const { set, graphMs, bareMs, statements } of measured)
      say(
        `${set.padEnd(8)} ${name}: ${graphMs.toFixed(2)} ms, ${(graphMs / bareMs).toFixed(2)} times bare, ${statements} statements`,
      );
    results.push(...measured);
  }
  const transfers: Transfers[] = [];
  if (!only) for (const bench of benches) transfers.push(await measureTransfers(bench, TRANSFERS));
  const findings = { machine: describeMachine(rounds, false), results, transfers };
  say(only ? '' : `\n${writeFindings('organisation', findings)}`);
} finally {
  for (const bench of benches.reverse()) await bench.stop();
}
