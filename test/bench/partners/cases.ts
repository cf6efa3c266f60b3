import { type Measured, measure, type Target } from '../load.ts';
import { PERSONS, PLACES } from './graph.ts';
import type { PartnerBench } from './house.ts';
import { FIGURES, POINTS, type WholeHouse } from './wholeHouse.ts';

/** One way to ask an operation; the first of each set is the plain one. */
export interface Case {
  readonly name: string;
  readonly run: (clients: number, seconds: number) => Promise<Measured>;
}

export const CLIENTS = [1, 16];

const asked = (target: () => Target, operation: typeof PLACES): Case['run'] =>
  function run(clients, seconds) {
    return measure(target(), operation, clients, seconds);
  };

/** Next to nothing is done for the operation itself, so that whatever else is done shows. */
export function smallCases(bench: PartnerBench): Case[] {
  const by = (name: string, gateway: 'withLog' | 'withoutLog', as: keyof PartnerBench['headers'], operation = PLACES): Case => {
    const { url, program } = bench[gateway];
    const target = { url, pid: program.pid, headers: bench.headers[as], subgraphCalls: async () => bench.calls() };
    return { name, run: asked(() => target, operation) };
  };
  return [
    by('staff, public fields (nothing of all this)', 'withoutLog', 'staff'),
    by('staff, public fields, gateway with a log', 'withLog', 'staff'),
    by('staff, personal fields', 'withoutLog', 'staff', PERSONS),
    by('staff, personal fields + log', 'withLog', 'staff', PERSONS),
    by('partner: checks and quota, counted first', 'withoutLog', 'partner'),
    by('partner: checks, quota + log', 'withLog', 'partner'),
    by('partner: checks, quota, masks + log', 'withLog', 'masked'),
  ];
}

/** The same operation by a person who is no partner, of public fields that leave no record, and by a partner's program. */
export function realCases(house: WholeHouse): { operation: typeof POINTS; cases: Case[] }[] {
  const by = (name: string, as: keyof WholeHouse['headers'], operation: typeof POINTS): Case => ({
    name,
    run: asked(
      () => ({ url: house.url, pid: house.gatewayPid(), headers: house.headers[as], subgraphCalls: async () => 0 }),
      operation,
    ),
  });
  return [
    { operation: POINTS, cases: [by('a person', 'person', POINTS), by('partner: checks, quota + log', 'contact', POINTS)] },
    { operation: FIGURES, cases: [by('a person', 'person', FIGURES), by('partner: checks, quota + log', 'institute', FIGURES)] },
  ];
}

export interface Row {
  readonly operation: string;
  readonly name: string;
  readonly clients: number;
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Measures cases in turns, so that what else the machine does falls on all of them, and gives the middle of each. */
export async function measureInTurns(
  operation: string,
  cases: readonly Case[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Row[]> {
  for (const { run } of cases) await run(4, Math.min(2, seconds));
  const rows: Row[] = [];
  for (const clients of CLIENTS) {
    const runs = cases.map((): Measured[] => []);
    for (let round = 0; round < rounds; round++)
      for (const [at, { run }] of cases.entries()) runs[at]?.push(await run(clients, seconds));
    for (const [at, { name }] of cases.entries()) {
      const own = runs[at] ?? [];
      const of = (key: 'cpuMs' | 'perSecond' | 'p50' | 'p99'): number => middle(own.map((run) => run[key]));
      rows.push({ operation, name, clients, cpuMs: of('cpuMs'), perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') });
    }
  }
  return rows;
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
