import { loadavg } from 'node:os';
import { mediation } from '@union-graph/mediation';
import { measureOperations, type Result } from './measureOperations.ts';
import { type Applications, measureApplications } from './mediation/applications.ts';
import { operationsOn } from './mediation/operations.ts';
import { writeFindings } from './mediation/report.ts';
import { type Bench, openBench } from './openBench.ts';
import { describeMachine } from './report.ts';

// Measures mediation on a loaded data set: npm run bench -- mediation city. Settings: BENCH_ROUNDS for each figure (300),
// BENCH_OPERATIONS with a part of operations' names, or "applications"; results are written when all were measured.

const rounds = Number(process.env.BENCH_ROUNDS ?? 300);
const only = process.env.BENCH_OPERATIONS;
const given = process.argv.slice(3);
const sets = given.length > 0 ? given : ['city'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function measureReads(bench: Bench): Promise<Result[]> {
  const asked = (await operationsOn(bench)).filter(({ name }) => !only || name.includes(only));
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

const benches: Bench[] = [];
try {
  const [results, applications]: [Result[], Applications[]] = [[], []];
  for (const set of sets) {
    const bench = await openBench(mediation, set, process.env);
    benches.push(bench);
    results.push(...(await measureReads(bench)));
    if (only && only !== 'applications') continue;
    const measured = await measureApplications(bench);
    say(
      `${set} applications: ${measured.graphPerSecond.toFixed(0)} a second, ${(measured.graphPerSecond / measured.barePerSecond).toFixed(2)} of bare, ${measured.kept} kept`,
    );
    applications.push(measured);
  }
  const findings = { machine: describeMachine(rounds, false), loadAverage: loadavg()[0] ?? Number.NaN, results, applications };
  say(only ? '' : `\n${writeFindings(findings)}`);
} finally {
  for (const bench of benches.reverse()) await bench.stop();
}
