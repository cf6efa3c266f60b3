import type { Result } from '../measureOperations.ts';
import { farPages, fixed, operationTable, writeResults } from '../operationTable.ts';
import type { Machine } from '../report.ts';
import { APPLICATIONS, type Applications, DISPUTES } from './applications.ts';

export interface Findings {
  readonly machine: Machine;
  readonly loadAverage: number;
  readonly results: readonly Result[];
  readonly applications: readonly Applications[];
}

function toMarkdown({ machine, loadAverage, results, applications }: Findings): string {
  const sets = [...new Set(results.map(({ set }) => set))];
  const { cpu, cores, memoryGiB, kernel, node, secondsEach } = machine;
  return [
    '# Mediation on large data sets',
    '',
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}, PostgreSQL 18. One client, medians of ${secondsEach} rounds each after a warm-up.`,
    '',
    "Graph: HTTP to mediation's process, with a passport, from query text to parsed answer. Bare: the same rows by statements written by hand, over one connection of `pg`.",
    `Both are asked in turns, so trust the ratios: the load average was ${fixed(loadAverage, 0)}. Statements are those of one operation.`,
    ...sets.flatMap((set) => ['', `## ${set}`, '', ...operationTable(results.filter((result) => result.set === set))]),
    '',
    ...farPages(results),
    '',
    '## Applications at once',
    '',
    `${APPLICATIONS} applications at the same time of ${DISPUTES} disputes: fifty workers apply once, thirty five times each. Of each dispute one case stays, the others are told its number; a round with`,
    'another outcome fails. By hand: the same rows under a lock on the firm on ten connections, with no rule looked at, no key of idempotency, no audit row, no event and no job. Medians of seven rounds.',
    '',
    '| Set | graph a second | bare a second | graph / bare | CPU ms of one | cases kept | told of the open one |',
    '|---|---|---|---|---|---|---|',
    ...applications.map(
      (one) =>
        `| ${one.set} | ${fixed(one.graphPerSecond, 0)} | ${fixed(one.barePerSecond, 0)} | ${fixed(one.graphPerSecond / one.barePerSecond)} | ${fixed(one.cpuMs)} | ${one.kept} | ${one.duplicates} |`,
    ),
    '',
  ].join('\n');
}

/** Writes the findings as Markdown and JSON beside the other results, and gives the Markdown. */
export const writeFindings = (findings: Findings): string => writeResults('mediation', toMarkdown(findings), findings);
