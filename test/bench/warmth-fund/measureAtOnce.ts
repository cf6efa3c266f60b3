import type pg from 'pg';
import { atOnce, openPool } from '../atOnce.ts';
import { median, timed } from '../measureOperations.ts';
import type { Bench } from '../openBench.ts';
import { faultsOfBooks } from './books.ts';
import { dropPgbench, makePgbench, transactPgbench } from './pgbench.ts';

/** How many of something a second went through the graph and by hand, as medians of some rounds. */
export interface AtOnce {
  readonly set: string;
  readonly what: string;
  readonly graphPerSecond: number;
  /** The same rows by statements written by hand, on ten connections. */
  readonly barePerSecond: number;
  /** The transaction of pgbench on ten connections; null where it is no comparison. */
  readonly pgbenchPerSecond: number | null;
  /** CPU time of the subgraph's process for one. */
  readonly cpuMs: number;
  /** Faults found in the books after the last round. */
  readonly faults: number;
}

export interface Work {
  readonly what: string;
  readonly count: number;
  /** How many are under way in the graph at a time. */
  readonly underWay: number;
  /** Makes what a round needs, before its time is taken. */
  readonly prepare?: (round: number) => Promise<void>;
  readonly graph: (at: number) => Promise<unknown>;
  readonly bare: (pool: pg.Pool, at: number) => Promise<unknown>;
  /** Branches of pgbench to compare with: as many as there are accounts on which everything meets. */
  readonly pgbenchScale?: number;
  /** Takes away what the rounds wrote. */
  readonly forget: () => Promise<void>;
}

const CONNECTIONS = 10;
const [WARM_UP, ROUNDS] = [2, 7];

/** Does the work through the graph, by hand and as pgbench in turns. Leaves the set as it was. */
export async function measureAtOnce(bench: Bench, work: Work): Promise<AtOnce> {
  const { what, count, underWay, pgbenchScale } = work;
  const pool = openPool(bench.target.migratorUrl as string, CONNECTIONS);
  const times: { graph: number; bare: number; pgbench: number; cpuMs: number }[] = [];
  try {
    if (pgbenchScale) await makePgbench(bench.bare, pgbenchScale);
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      await work.prepare?.(round);
      const cpuBefore = bench.cpuMs();
      const graph = await timed(() => atOnce(count, underWay, work.graph));
      const cpuMs = (bench.cpuMs() - cpuBefore) / count;
      const bare = await timed(() => atOnce(count, CONNECTIONS, (at) => work.bare(pool, at)));
      const pgbench = pgbenchScale
        ? await timed(() => atOnce(count, CONNECTIONS, () => transactPgbench(pool, pgbenchScale)))
        : Number.NaN;
      if (round >= WARM_UP) times.push({ graph, bare, pgbench, cpuMs });
    }
    const faults = await faultsOfBooks(bench.bare);
    const perSecond = (key: 'graph' | 'bare' | 'pgbench') => (count * 1000) / median(times.map((time) => time[key]));
    return {
      set: bench.set,
      what,
      graphPerSecond: perSecond('graph'),
      barePerSecond: perSecond('bare'),
      pgbenchPerSecond: pgbenchScale ? perSecond('pgbench') : null,
      cpuMs: median(times.map(({ cpuMs }) => cpuMs)),
      faults,
    };
  } finally {
    await dropPgbench(bench.bare);
    await work.forget();
    await pool.end();
  }
}
