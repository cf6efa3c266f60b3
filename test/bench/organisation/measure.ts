import type { Bench } from './house.ts';
import type { Operation } from './operations.ts';

/** How one operation went on one set. Times are medians in milliseconds. */
export interface Result {
  readonly operation: string;
  readonly set: string;
  readonly bounded: boolean;
  readonly graphMs: number;
  readonly bareMs: number;
  readonly p99Ms: number;
  /** CPU time of the organisation's process for one. */
  readonly cpuMs: number;
  readonly statements: number;
}

const median = (times: readonly number[], share = 0.5): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

/**
 * Asks one operation of every set in turn, through the graph and by hand, so that what disturbs the machine disturbs all.
 * The first round through all questions only warms up.
 */
export async function measureOperation(
  name: string,
  on: readonly { bench: Bench; operation: Operation }[],
  times: number,
): Promise<Result[]> {
  const graph = on.map(() => [] as number[]);
  const bare = on.map(() => [] as number[]);
  const rounds = on[0]?.operation.rounds.length ?? 0;
  const run = async (at: number, keep: boolean) => {
    for (const [place, { bench, operation }] of on.entries()) {
      const round = operation.rounds[at % operation.rounds.length];
      if (!round) continue;
      const asked = await timed(() => bench.ask(round.question));
      const read = await timed(async () => {
        for (const { text, values } of round.bare) await bench.bare.query(text, [...values]);
      });
      if (!keep) continue;
      graph[place]?.push(asked);
      bare[place]?.push(read);
    }
  };
  for (let at = 0; at < Math.max(rounds, 20); at++) await run(at, false);
  const before = on.map(({ bench }) => bench.cpuMs());
  for (let at = 0; at < times; at++) await run(at, true);
  const results: Result[] = [];
  for (const [place, { bench, operation }] of on.entries()) {
    const first = operation.rounds[0];
    results.push({
      operation: name,
      set: bench.set,
      bounded: operation.bounded,
      graphMs: median(graph[place] ?? []),
      bareMs: median(bare[place] ?? []),
      p99Ms: median(graph[place] ?? [], 0.99),
      cpuMs: (bench.cpuMs() - (before[place] ?? 0)) / times,
      statements: first ? await bench.statementsOf(first.question) : 0,
    });
  }
  return results;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
