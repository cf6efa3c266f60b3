import { AggregatorRegistry, type MetricObject } from 'prom-client';
import type { FromWorker, ToWorker } from './messages.ts';

/** A worker that hangs must not keep the figures of the others from being read. */
const ANSWER_MS = 2_000;

type Metrics = MetricObject[];

/**
 * Asks workers for their metrics and adds them up. What workers counted that have ended stays counted, as counters never fall; of a worker that does not
 * answer in time the figures count that it told last.
 */
export function gatherFigures<Worker extends { readonly slot: number }>(tell: (worker: Worker, message: ToWorker) => void) {
  let last = 0;
  /** What those counted that have ended: folded into one list, those of the last moments still behind it. */
  const ended: Metrics[] = [];
  let folding = Promise.resolve();
  const known = new Map<Worker, Metrics>();
  const awaited = new Map<string, () => void>();
  const ask = (worker: Worker, id: number): Promise<void> =>
    new Promise((resolve) => {
      const key = `${id}/${worker.slot}`;
      const end = (): void => {
        clearTimeout(timer);
        awaited.delete(key);
        resolve();
      };
      const timer = setTimeout(end, ANSWER_MS);
      awaited.set(key, end);
      tell(worker, { kind: 'figures', id });
    });
  return {
    /** The metrics of the workers, and what those counted that have ended, in the Prometheus text format. */
    addUp: async (serving: readonly Worker[]): Promise<string> => {
      const id = ++last;
      // Those that leave still answer what they have.
      const workers = [...new Set([...serving, ...known.keys()])];
      await Promise.all(workers.map((worker) => ask(worker, id)));
      return AggregatorRegistry.aggregate([...ended, ...workers.map((worker) => known.get(worker) ?? [])]).metrics();
    },
    take: (worker: Worker, { id, figures }: Extract<FromWorker, { kind: 'figures' }>): void => {
      known.set(worker, figures as Metrics);
      awaited.get(`${id}/${worker.slot}`)?.();
    },
    /** Keeps what a worker counted that has ended. */
    end: (worker: Worker): void => {
      // In messages types are names.
      const counted = known.get(worker)?.filter(({ type }) => String(type) !== 'gauge') ?? [];
      known.delete(worker);
      ended.push(counted);
      // One after the other: two that end at once would each forget what the other counted.
      folding = folding.then(() => fold(ended));
    },
  };
}

/** Adds up the lists that there are now into one, in their place; others may come behind them meanwhile. */
async function fold(lists: Metrics[]): Promise<void> {
  const count = lists.length;
  const sum = await AggregatorRegistry.aggregate(lists.slice(0, count)).getMetricsAsJSON();
  lists.splice(0, count, sum as Metrics);
}
