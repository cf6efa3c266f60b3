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
  let ended: Metrics = [];
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
      return AggregatorRegistry.aggregate(
        [ended, ...workers.map((worker) => known.get(worker) ?? [])].filter(isFilled),
      ).metrics();
    },
    take: (worker: Worker, { id, figures }: Extract<FromWorker, { kind: 'figures' }>): void => {
      known.set(worker, figures as Metrics);
      awaited.get(`${id}/${worker.slot}`)?.();
    },
    /** Keeps what a worker counted that has ended. */
    end: async (worker: Worker): Promise<void> => {
      // In messages types are names.
      const counted = known.get(worker)?.filter(({ type }) => String(type) !== 'gauge') ?? [];
      known.delete(worker);
      ended = (await AggregatorRegistry.aggregate([ended, counted].filter(isFilled)).getMetricsAsJSON()) as Metrics;
    },
  };
}

const isFilled = (metrics: Metrics): boolean => metrics.length > 0;
