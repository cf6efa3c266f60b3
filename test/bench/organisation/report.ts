import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Machine } from '../report.ts';
import type { Result } from './measure.ts';
import type { Transfers } from './transfers.ts';

/** What must hold (and is marked where it does not): the far page costs no more than this, growth with members no more than that. */
const FAR_PAGE_AT_MOST = 1.3;
const GROWTH_AT_MOST = 1.5;

export interface Findings {
  readonly machine: Machine;
  /** How many processes wanted to run when it was over; far above the cores, times say little and ratios more. */
  readonly loadAverage: number;
  readonly results: readonly Result[];
  readonly transfers: readonly Transfers[];
}

const fixed = (value: number, digits = 2): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const judged = (value: number, limit: number): string => `${fixed(value)}${value > limit ? ` (over ${limit})` : ''}`;

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
    ...sets.flatMap((set) => ['', `## ${set}`, '', ...tableOf(results.filter((result) => result.set === set))]),
    ...(sets.length > 1 ? growth(results, sets) : []),
    '',
    '## Far pages',
    '',
    '| List | Set | page 1,000 / page 1 |',
    '|---|---|---|',
    ...results
      .filter(({ operation }) => operation.endsWith('page 1,000'))
      .map((far) => {
        const near = results.find(({ operation, set }) => set === far.set && operation === far.operation.replace('1,000', '1'));
        return `| ${far.operation.split(',')[0]} | ${far.set} | ${judged(far.graphMs / (near?.graphMs ?? Number.NaN), FAR_PAGE_AT_MOST)} |`;
      }),
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

const tableOf = (results: readonly Result[]): string[] => [
  '| Operation | graph ms | bare ms | times bare | p99 ms | CPU ms | statements |',
  '|---|---|---|---|---|---|---|',
  ...results.map(
    ({ operation, graphMs, bareMs, p99Ms, cpuMs, statements }) =>
      `| ${operation} | ${fixed(graphMs)} | ${fixed(bareMs)} | ${fixed(graphMs / bareMs)} | ${fixed(p99Ms)} | ${fixed(cpuMs)} | ${statements} |`,
  ),
];

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
export function writeFindings(name: string, findings: Findings): string {
  const folder = path.join(import.meta.dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  const markdown = toMarkdown(findings);
  writeFileSync(path.join(folder, `${name}.md`), markdown);
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(findings, null, 2)}\n`);
  return markdown;
}
