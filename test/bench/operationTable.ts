import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Result } from './measureOperations.ts';

/** What must hold, and is marked where it does not: a far page costs no more than so many first ones. */
const FAR_PAGE_AT_MOST = 1.3;

export const fixed = (value: number, digits = 2): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');
export const judged = (value: number, limit: number): string => `${fixed(value)}${value > limit ? ` (over ${limit})` : ''}`;

/** A row for each operation, in Markdown. */
export const operationTable = (results: readonly Result[]): string[] => [
  '| Operation | graph ms | bare ms | times bare | p99 ms | CPU ms | statements |',
  '|---|---|---|---|---|---|---|',
  ...results.map(
    ({ operation, graphMs, bareMs, p99Ms, cpuMs, statements }) =>
      `| ${operation} | ${fixed(graphMs)} | ${fixed(bareMs)} | ${fixed(graphMs / bareMs)} | ${fixed(p99Ms)} | ${fixed(cpuMs)} | ${statements} |`,
  ),
];

/** How page 1,000 of each list compares with its first one. */
export const farPages = (results: readonly Result[]): string[] => [
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
];

/** Writes what was measured as Markdown and JSON into `results/`, and gives the Markdown. */
export function writeResults(name: string, markdown: string, findings: object): string {
  const folder = path.join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.md`), markdown);
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(findings, null, 2)}\n`);
  return markdown;
}
