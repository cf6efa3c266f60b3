import type { Result } from '../measureOperations.ts';
import { fixed, operationTable, writeResults } from '../operationTable.ts';
import type { Machine } from '../report.ts';
import { type Attendance, CLASS_SIZE } from './attendance.ts';
import { ENROLMENTS, type Enrolments, PLACES } from './enrolments.ts';

export interface Findings {
  readonly machine: Machine;
  readonly loadAverage: number;
  readonly results: readonly Result[];
  readonly enrolments: readonly Enrolments[];
  readonly attendance: readonly Attendance[];
}

function toMarkdown({ machine, loadAverage, results, enrolments, attendance }: Findings): string {
  const sets = [...new Set(results.map(({ set }) => set))];
  const { cpu, cores, memoryGiB, kernel, node, secondsEach } = machine;
  return [
    '# Training on large data sets',
    '',
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}, PostgreSQL 18. One client, medians of ${secondsEach} rounds each after a warm-up.`,
    '',
    "Graph: HTTP to training's process, with a passport, from query text to parsed answer. Bare: the same rows by statements written by hand, over one connection of `pg`.",
    `Both are asked in turns, so trust the ratios: the load average was ${fixed(loadAverage, 0)}. Statements are those of one operation.`,
    ...sets.flatMap((set) => ['', `## ${set}`, '', ...operationTable(results.filter((result) => result.set === set))]),
    '',
    '## Enrolments at once',
    '',
    `${ENROLMENTS} members enrol at the same time in a session of ${PLACES} places (SKL-INV-1); a round with another outcome fails. By hand: the same rows under a lock on the session`,
    'on ten connections, with no rule looked at, no key of idempotency, no audit row and no event. Medians of seven rounds.',
    '',
    '| Set | graph a second | bare a second | graph / bare | CPU ms of one | with a place | waiting |',
    '|---|---|---|---|---|---|---|',
    ...enrolments.map(
      (one) =>
        `| ${one.set} | ${fixed(one.graphPerSecond, 0)} | ${fixed(one.barePerSecond, 0)} | ${fixed(one.graphPerSecond / one.barePerSecond)} | ${fixed(one.cpuMs)} | ${one.confirmed} | ${one.waitlisted} |`,
    ),
    '',
    '## Attendance',
    '',
    `A class of ${CLASS_SIZE} is marked in one call. By hand: one statement for the marks, one for the places, one transaction. Medians of fifteen rounds.`,
    '',
    '| Set | graph ms | bare ms | times bare | CPU ms | statements |',
    '|---|---|---|---|---|---|',
    ...attendance.map(
      (one) =>
        `| ${one.set} | ${fixed(one.graphMs)} | ${fixed(one.bareMs)} | ${fixed(one.graphMs / one.bareMs)} | ${fixed(one.cpuMs)} | ${one.statements} |`,
    ),
    '',
  ].join('\n');
}

/** Writes the findings as Markdown and JSON beside the other results, and gives the Markdown. */
export const writeFindings = (findings: Findings): string => writeResults('training', toMarkdown(findings), findings);
