import { AggregatorRegistry, type MetricObject } from 'prom-client';
import type { Figures, FromWorker, ToWorker } from './messages.ts';

/** A worker that hangs must not keep the figures of the others from being read. */
const ANSWER_MS = 2_000;

/** Asks workers for their metrics and adds them up. Of a worker that does not answer in time nothing is counted. */
export function gatherFigures<Worker extends { readonly slot: number }>(tell: (worker: Worker, message: ToWorker) => void) {
  let last = 0;
  const awaited = new Map<string, (figures: Figures) => void>();
  const ask = (worker: Worker, id: number): Promise<Figures | null> =>
    new Promise((resolve) => {
      const key = `${id}/${worker.slot}`;
      const end = (figures: Figures | null): void => {
        clearTimeout(timer);
        awaited.delete(key);
        resolve(figures);
      };
      const timer = setTimeout(end, ANSWER_MS, null);
      awaited.set(key, end);
      tell(worker, { kind: 'figures', id });
    });
  return {
    /** The metrics of `workers`, added up, in the Prometheus text format. */
    addUp: async (workers: readonly Worker[]): Promise<string> => {
      const id = ++last;
      const told = await Promise.all(workers.map((worker) => ask(worker, id)));
      const figures = told.filter((one) => one !== null) as MetricObject[][];
      return AggregatorRegistry.aggregate(figures).metrics();
    },
    take: ({ slot }: Worker, { id, figures }: Extract<FromWorker, { kind: 'figures' }>): void =>
      awaited.get(`${id}/${slot}`)?.(figures),
  };
}
