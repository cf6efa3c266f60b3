import type { Result } from '../measureOperations.ts';
import { fixed, operationTable, writeResults } from '../operationTable.ts';
import type { Machine } from '../report.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import { type AtOnce, ROUNDS } from './rounds.ts';

export interface Findings {
  readonly machine: Machine;
  readonly loadAverage: number;
  readonly results: readonly Result[];
  readonly atOnce: readonly AtOnce[];
  readonly acknowledgements: readonly Acknowledgements[];
}

function toMarkdown({ machine, loadAverage, results, atOnce, acknowledgements }: Findings): string {
  const sets = [...new Set(results.map(({ set }) => set))];
  const { cpu, cores, memoryGiB, kernel, node, secondsEach } = machine;
  return [
    '# Venues on large data sets',
    '',
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}, PostgreSQL 18. One client, medians of ${secondsEach} rounds each after a warm-up.`,
    '',
    "Graph: HTTP to venues' process, with a passport, from query text to parsed answer. Bare: the same rows by statements written by hand, over one connection of `pg`.",
    `Both are asked in turns, so trust the ratios: the load average was ${fixed(loadAverage, 0)}. Statements are those of one operation.`,
    '',
    'A calendar has 168 slots, which are stored nowhere: bare is one statement with the rows that they are computed of (hours, closures, prices, open periods, limits,',
    'live bookings), and computes nothing; the graph judges each slot, prices it and writes it.',
    ...sets.flatMap((set) => ['', `## ${set}`, '', ...operationTable(results.filter((result) => result.set === set))]),
    '',
    '## At the same time',
    '',
    'All ask at once (VEN-INV-1, VEN-INV-6); a round with another number of winners fails. By hand: the same rows under a lock on the facility or the event, on ten',
    `connections, with no rule looked at, no key of idempotency, no audit row, no job and no event, and no signature. Rounds behind each figure: ${ROUNDS}.`,
    '',
    '| What | Set | graph a second | bare a second | graph / bare | CPU ms of one | got it |',
    '|---|---|---|---|---|---|---|',
    ...atOnce.map(
      (one) =>
        `| ${one.name} | ${one.set} | ${fixed(one.graphPerSecond, 0)} | ${fixed(one.barePerSecond, 0)} | ${fixed(one.graphPerSecond / one.barePerSecond)} | ${fixed(one.cpuMs)} | ${one.won} |`,
    ),
    '',
    '## Acknowledgements',
    '',
    `A file with a row for every screen, in one call (S-74). By hand: one statement with the rows as arrays, no file read and none kept. Rounds: ${ROUNDS}.`,
    '',
    '| Set | screens | graph ms | bare ms | times bare | CPU ms | statements |',
    '|---|---|---|---|---|---|---|',
    ...acknowledgements.map(
      (one) =>
        `| ${one.set} | ${one.screens} | ${fixed(one.graphMs, 0)} | ${fixed(one.bareMs, 0)} | ${fixed(one.graphMs / one.bareMs)} | ${fixed(one.cpuMs, 0)} | ${one.statements} |`,
    ),
    '',
  ].join('\n');
}

/** Writes the findings as Markdown and JSON beside the other results, and gives the Markdown. */
export const writeFindings = (findings: Findings): string => writeResults('venues', toMarkdown(findings), findings);
