import { loadavg } from 'node:os';
import { training } from '@union-graph/training';
import { measureOperations, type Result } from './measureOperations.ts';
import { type Bench, openBench } from './openBench.ts';
import { describeMachine } from './report.ts';
import { type Attendance, measureAttendance } from './training/attendance.ts';
import { type Enrolments, measureEnrolments } from './training/enrolments.ts';
import { operations } from './training/operations.ts';
import { writeFindings } from './training/report.ts';

// Measures training on a loaded data set: npm run bench -- training city. Settings: BENCH_ROUNDS for each figure (300),
// BENCH_OPERATIONS with a part of operations' names, or "writes"; results are written when all were measured.

const rounds = Number(process.env.BENCH_ROUNDS ?? 300);
const only = process.env.BENCH_OPERATIONS;
const given = process.argv.slice(3);
const sets = given.length > 0 ? given : ['city'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function measureReads(bench: Bench): Promise<Result[]> {
  const results: Result[] = [];
  for (const operation of operations().filter(({ name }) => !only || name.includes(only))) {
    const measured = await measureOperations([{ bench, operation }], rounds);
    for (const { set, operation: name, graphMs, bareMs, statements } of measured)
      say(`${set} ${name}: ${graphMs.toFixed(2)} ms, ${(graphMs / bareMs).toFixed(2)} times bare, ${statements} statements`);
    results.push(...measured);
  }
  return results;
}

async function measureWrites(bench: Bench): Promise<[Enrolments, Attendance]> {
  const enrolled = await measureEnrolments(bench);
  const { graphPerSecond, barePerSecond, confirmed } = enrolled;
  say(
    `${bench.set} enrolments: ${graphPerSecond.toFixed(0)} a second, ${(graphPerSecond / barePerSecond).toFixed(2)} of bare, ${confirmed} with a place`,
  );
  const marked = await measureAttendance(bench);
  say(`${bench.set} attendance: ${marked.graphMs.toFixed(2)} ms, ${(marked.graphMs / marked.bareMs).toFixed(2)} times bare`);
  return [enrolled, marked];
}

const benches: Bench[] = [];
try {
  const [results, enrolments, attendance]: [Result[], Enrolments[], Attendance[]] = [[], [], []];
  for (const set of sets) {
    const bench = await openBench(training, set, process.env);
    benches.push(bench);
    results.push(...(await measureReads(bench)));
    if (only && only !== 'writes') continue;
    const [enrolled, marked] = await measureWrites(bench);
    enrolments.push(enrolled);
    attendance.push(marked);
  }
  const findings = {
    machine: describeMachine(rounds, false),
    loadAverage: loadavg()[0] ?? Number.NaN,
    results,
    enrolments,
    attendance,
  };
  say(only ? '' : `\n${writeFindings(findings)}`);
} finally {
  for (const bench of benches.reverse()) await bench.stop();
}
