import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import path from 'node:path';
import type { Measured } from './load.ts';

export interface Row extends Measured {
  readonly gateway: string;
  readonly operation: string;
  readonly answerBytes: number;
  readonly clients: number;
  readonly peakMiB: number;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  readonly pinned: boolean;
  readonly secondsEach: number;
}

export const describeMachine = (secondsEach: number, pinned: boolean): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
  pinned,
  secondsEach,
});

const number = (value: number, digits = 2): string => (Number.isNaN(value) ? '–' : value.toFixed(digits));

/** Ratios are to our gateway: how many times its CPU time another one takes. */
export function toMarkdown(
  machine: Machine,
  versions: Readonly<Record<string, string>>,
  rows: readonly Row[],
  ours: string,
): string {
  const groups = [
    ...new Set(rows.map(({ operation, clients }) => `${operation}, ${clients === 1 ? 'one client' : `${clients} clients`}`)),
  ];
  const tables = groups.map((group) => {
    const inGroup = rows.filter(
      ({ operation, clients }) => group === `${operation}, ${clients === 1 ? 'one client' : `${clients} clients`}`,
    );
    const base = inGroup.find(({ gateway }) => gateway === ours)?.cpuMs ?? Number.NaN;
    const lines = inGroup.map(
      (row) =>
        `| ${row.gateway} | ${number(row.cpuMs, 3)} | ${number(row.cpuMs / base)} | ${number(row.perSecond, 0)} | ${number(row.p50)} | ${number(row.p99)} | ${number(row.subgraphCalls, 1)} | ${number(row.peakMiB, 0)} |`,
    );
    return [
      `## ${group} (answer: ${number((inGroup[0]?.answerBytes ?? 0) / 1000, 1)} kB)`,
      '',
      '| Gateway | CPU ms a request | times ours | requests/s | p50 ms | p99 ms | subgraph calls a request | peak MiB |',
      '|---|---|---|---|---|---|---|---|',
      ...lines,
    ].join('\n');
  });
  const { cpu, cores, memoryGiB, kernel, node, pinned, secondsEach } = machine;
  return [
    '# Gateways compared',
    '',
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}. ${pinned ? 'Each gateway alone on one core, subgraphs and clients on the others.' : 'Nothing is pinned.'} ${secondsEach} s for each figure after a warm-up. Versions: ${Object.entries(
      versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    '',
    'CPU time is that of the gateway process with all its threads. The subgraphs answer from memory, so the figures are those of the gateway alone.',
    'Nobody shares requests or calls under way, unless the name says so. The floor is a program that makes the same calls as our gateway, parses them and prints as many bytes.',
    'All run with `--max-semi-space-size=64`, as ours does by itself. Trust ratios, not absolute figures.',
    '',
    tables.join('\n\n'),
    '',
  ].join('\n');
}

export function writeReport(
  name: string,
  machine: Machine,
  versions: Readonly<Record<string, string>>,
  rows: readonly Row[],
  ours: string,
): string {
  const folder = path.join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const markdown = toMarkdown(machine, versions, rows, ours);
  writeFileSync(path.join(folder, `${name}.md`), markdown);
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify({ machine, versions, rows }, null, 2)}\n`);
  return markdown;
}
