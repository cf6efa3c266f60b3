import type { Result } from '../measureOperations.ts';
import { farPages, fixed, operationTable, writeResults } from '../operationTable.ts';
import type { Machine } from '../report.ts';
import type { AtOnce } from './measureAtOnce.ts';

/** What must hold, and is marked where it does not: so much of what pgbench does in the same time. */
const OF_PGBENCH_AT_LEAST = 1 / 3;

export interface Findings {
  readonly machine: Machine;
  readonly loadAverage: number;
  readonly results: readonly Result[];
  readonly atOnce: readonly AtOnce[];
}

const ofPgbench = ({ graphPerSecond, pgbenchPerSecond }: AtOnce): string => {
  if (pgbenchPerSecond === null) return '–';
  const share = graphPerSecond / pgbenchPerSecond;
  return `${fixed(share)}${share < OF_PGBENCH_AT_LEAST ? ' (under a third)' : ''}`;
};

function toMarkdown({ machine, loadAverage, results, atOnce }: Findings): string {
  const sets = [...new Set(results.map(({ set }) => set))];
  const { cpu, cores, memoryGiB, kernel, node, secondsEach } = machine;
  return [
    '# The Warmth Fund on large data sets',
    '',
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}, embedded PostgreSQL 18 with 1 GB of shared buffers. One client, medians of ${secondsEach} rounds each after a warm-up.`,
    '',
    "Graph: HTTP to the fund's process, with a passport, from query text to parsed answer. Bare: the same rows by statements written by hand, over one connection of `pg`.",
    `Both are asked in turns, so trust the ratios: the load average was ${fixed(loadAverage, 0)}. Statements are those of one operation.`,
    ...sets.flatMap((set) => ['', `## ${set}`, '', ...operationTable(results.filter((result) => result.set === set))]),
    '',
    ...farPages(results),
    '',
    '## Money at once',
    '',
    'A transfer is one `postEntry` of two lines, 600 of them with 32 under way; a reservation is one `requestDisbursement` of an approved source, 200 of them sent all at the',
    'same time. By hand: the same rows under the same locks on ten connections, with no rule looked at, no key of idempotency, no audit row and no event. pgbench: its built-in',
    'transaction (five statements between `begin` and `commit`) by `pg` on ten connections, with as many branches as there are books. Medians of seven rounds, all in turns.',
    '',
    '| Set | What | graph a second | bare a second | pgbench a second | graph / bare | graph / pgbench | CPU ms of one | faults in the books |',
    '|---|---|---|---|---|---|---|---|---|',
    ...atOnce.map(
      (one) =>
        `| ${one.set} | ${one.what} | ${fixed(one.graphPerSecond, 0)} | ${fixed(one.barePerSecond, 0)} | ${fixed(one.pgbenchPerSecond ?? Number.NaN, 0)} | ${fixed(one.graphPerSecond / one.barePerSecond)} | ${ofPgbench(one)} | ${fixed(one.cpuMs)} | ${one.faults} |`,
    ),
    '',
  ].join('\n');
}

/** Writes the findings as Markdown and JSON beside the other results, and gives the Markdown. */
export const writeFindings = (findings: Findings): string => writeResults('fund', toMarkdown(findings), findings);
