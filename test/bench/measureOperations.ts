import type { Bench, Question } from './openBench.ts';

/** Something that is asked of the graph, and the statements that read the same rows. */
export interface Operation {
  readonly name: string;
  /** Whether its time may not grow with the number of members (keyed and paged reads). */
  readonly bounded: boolean;
  /** Operations of the same group are asked in turns, as they are compared with each other. */
  readonly group?: string;
  /** Questions to go round, and for each its rows by hand. */
  readonly rounds: readonly Round[];
}

export interface Round {
  readonly question: Question;
  readonly bare: readonly { readonly text: string; readonly values: readonly unknown[] }[];
}

/** How one operation went on one set. Times are medians in milliseconds. */
export interface Result {
  readonly operation: string;
  readonly set: string;
  readonly bounded: boolean;
  readonly graphMs: number;
  readonly bareMs: number;
  readonly p99Ms: number;
  /** CPU time of the subgraph's process for one. */
  readonly cpuMs: number;
  readonly statements: number;
}

export const median = (times: readonly number[], share = 0.5): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

interface Place {
  readonly bench: Bench;
  readonly operation: Operation;
  readonly graph: number[];
  readonly bare: number[];
}

/**
 * Asks some operations of every set in turn, through the graph and by hand, so that what disturbs the machine disturbs all.
 * The first round through all questions only warms up.
 */
export async function measureOperations(
  on: readonly { readonly bench: Bench; readonly operation: Operation }[],
  times: number,
): Promise<Result[]> {
  const places: Place[] = on.map((one) => ({ ...one, graph: [], bare: [] }));
  const longest = Math.max(WARM_UP, ...on.map(({ operation }) => operation.rounds.length));
  for (let at = 0; at < longest; at++) await goRound(places, at, false);
  const benches = [...new Set(on.map(({ bench }) => bench))];
  const before = new Map(benches.map((bench) => [bench, bench.cpuMs()]));
  for (let at = 0; at < times; at++) await goRound(places, at, true);
  const perRequest = new Map(
    benches.map((bench) => [bench, (bench.cpuMs() - (before.get(bench) ?? 0)) / times / (on.length / benches.length)]),
  );
  const results: Result[] = [];
  for (const place of places) results.push(await resultOf(place, perRequest.get(place.bench) ?? Number.NaN));
  return results;
}

const WARM_UP = 20;

async function goRound(places: readonly Place[], at: number, keep: boolean): Promise<void> {
  for (const { bench, operation, graph, bare } of places) {
    const round = operation.rounds[at % operation.rounds.length] as Round;
    const asked = await timed(() => bench.ask(round.question));
    const read = await timed(async () => {
      for (const { text, values } of round.bare) await bench.bare.query(text, [...values]);
    });
    if (!keep) continue;
    graph.push(asked);
    bare.push(read);
  }
}

const resultOf = async ({ bench, operation, graph, bare }: Place, cpuMs: number): Promise<Result> => ({
  operation: operation.name,
  set: bench.set,
  bounded: operation.bounded,
  graphMs: median(graph),
  bareMs: median(bare),
  p99Ms: median(graph, 0.99),
  cpuMs,
  statements: await bench.statementsOf((operation.rounds[0] as Round).question),
});

/** How many milliseconds some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
