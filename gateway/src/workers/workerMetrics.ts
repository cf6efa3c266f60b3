import { AggregatorRegistry, type MetricObject } from 'prom-client';
import type { FromWorker, ToWorker } from './messages.ts';

/** How long a scrape waits for a worker. Metrics of one that hangs are taken from its last answer. */
const ANSWER_MS = 2_000;

type Metrics = MetricObject[];

/** Adds up the metrics of all workers. Counts of workers that have ended are kept, because counters must never fall. */
export function createWorkerMetrics<Worker extends { readonly slot: number }>(tell: (worker: Worker, message: ToWorker) => void) {
  let lastId = 0;
  /** The counts of ended workers: one sum, followed by those that are not added to it yet. */
  const ended: Metrics[] = [];
  let adding = Promise.resolve();
  /** The last answer of each worker. */
  const latest = new Map<Worker, Metrics>();
  const waiting = new Map<string, () => void>();
  const ask = (worker: Worker, id: number): Promise<void> =>
    new Promise((resolve) => {
      const key = `${id}/${worker.slot}`;
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(key);
        resolve();
      };
      const timer = setTimeout(end, ANSWER_MS);
      waiting.set(key, end);
      tell(worker, { kind: 'metrics', id });
    });
  return {
    /** The sum, in the Prometheus text format. */
    addUp: async (serving: readonly Worker[]): Promise<string> => {
      const id = ++lastId;
      // Workers that are leaving still answer.
      const workers = [...new Set([...serving, ...latest.keys()])];
      await Promise.all(workers.map((worker) => ask(worker, id)));
      return AggregatorRegistry.aggregate([...ended, ...workers.map((worker) => latest.get(worker) ?? [])]).metrics();
    },
    answered: (worker: Worker, { id, metrics }: Extract<FromWorker, { kind: 'metrics' }>): void => {
      latest.set(worker, metrics as Metrics);
      waiting.get(`${id}/${worker.slot}`)?.();
    },
    /** Keeps the counts of a worker that has ended. */
    ended: (worker: Worker): void => {
      // Metrics in messages have the names of their types.
      const counts = latest.get(worker)?.filter(({ type }) => String(type) !== 'gauge') ?? [];
      latest.delete(worker);
      ended.push(counts);
      // One addition at a time: two at once would each lose the counts of the other.
      adding = adding.then(() => addToOne(ended));
    },
  };
}

/** Replaces the lists by their sum. Lists that are pushed meanwhile stay behind it. */
async function addToOne(lists: Metrics[]): Promise<void> {
  const count = lists.length;
  const sum = await AggregatorRegistry.aggregate(lists.slice(0, count)).getMetricsAsJSON();
  lists.splice(0, count, sum as Metrics);
}
