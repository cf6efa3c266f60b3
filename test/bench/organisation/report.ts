import type { Result } from '../measureOperations.ts';
import { farPages, fixed, judged, operationTable, writeResults } from '../operationTable.ts';
import type { Machine } from '../report.ts';
import type { Transfers } from './transfers.ts';

/** What must hold, and is marked where it does not: growth with the number of members. */
const GROWTH_AT_MOST = 1.5;

export interface Findings {
  readonly machine: Machine;
  /** How many processes wanted to run when it was over; far above the cores, times say little and ratios more. */
  readonly loadAverage: number;
  readonly results: readonly Result[];
  readonly transfers: readonly Transfers[];
}

/** Tables of one set each, then what grows from the first set to the second, and how far pages compare with first ones. */
function toMarkdown({ machine, loadAverage, results, transfers }: Findings): string {
  const sets = [...new Set(results.map(({ set }) => set))];
  const { cpu, cores, memoryGiB, kernel, node } = machine;
  return [
    '# The organisation on large data sets',
    '',
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}, embedded PostgreSQL 18 with 1 GB of shared buffers. One client, medians of ${machine.secondsEach} rounds each after a warm-up.`,
    '',
    "Graph: HTTP to the organisation's process, with a passport, from query text to parsed answer. Bare: the same rows by statements written by hand, over one",
    `connection of \`pg\`. Both are asked in turns, on all sets in turns, so trust the ratios: the load average was ${fixed(loadAverage, 0)}. Statements are those of one`,
    'operation.',
    ...sets.flatMap((set) => ['', `## ${set}`, '', ...operationTable(results.filter((result) => result.set === set))]),
    ...(sets.length > 1 ? growth(results, sets) : []),
    '',
    ...farPages(results),
    '',
    '## Transfers at once',
    '',
    'Each is a request and an acceptance, sent all at the same time; by hand two transactions that change the same rows, on ten connections, with no rule looked at,',
    'no key of idempotency, no audit row and no event written. Medians of seven rounds.',
    '',
    '| Set | Transfers | graph ms | bare ms | times bare | a second | CPU ms of one | unions with wrong counts |',
    '|---|---|---|---|---|---|---|---|',
    ...transfers.map(
      ({ set, count, graphMs, bareMs, cpuMs, wrongCounts }) =>
        `| ${set} | ${count} | ${fixed(graphMs, 0)} | ${fixed(bareMs, 0)} | ${fixed(graphMs / bareMs)} | ${fixed((count * 1000) / graphMs, 0)} | ${fixed(cpuMs)} | ${wrongCounts} |`,
    ),
    '',
  ].join('\n');
}

function growth(results: readonly Result[], [small, large]: readonly string[]): string[] {
  const of = (set: string | undefined, name: string) => results.find((result) => result.set === set && result.operation === name);
  return [
    '',
    `## Growth from ${small} to ${large}`,
    '',
    '| Operation | graph | bare | statements |',
    '|---|---|---|---|',
    ...[...new Set(results.map(({ operation }) => operation))].map((name) => {
      const [before, after] = [of(small, name), of(large, name)];
      const same = before?.statements === after?.statements ? 'the same' : `${before?.statements} → ${after?.statements}`;
      const times = (after?.graphMs ?? Number.NaN) / (before?.graphMs ?? Number.NaN);
      const bare = (after?.bareMs ?? Number.NaN) / (before?.bareMs ?? Number.NaN);
      return `| ${name} | ${judged(times, after?.bounded ? GROWTH_AT_MOST : Number.POSITIVE_INFINITY)} | ${fixed(bare)} | ${same} |`;
    }),
  ];
}

/** Writes the findings as Markdown and JSON beside the other results, and gives the Markdown. */
export const writeFindings = (name: string, findings: Findings): string => writeResults(name, toMarkdown(findings), findings);
