import cluster from 'node:cluster';
import type { Registry } from 'prom-client';
import type { FromWorker, ToWorker } from './messages.ts';

/** This process as one of several that serve the graph on one port. */
export interface Worker {
  /** From 1; two workers that run at the same time have different ones. */
  readonly slot: number;
  /** Whether it takes the place of a worker that serves. It listens when it can answer, so that no client meets it before. */
  readonly isReplacement: boolean;
  /** The metrics of all workers, added up. `own` is the registry of this one. */
  addedUp(own: Registry): Pick<Registry, 'contentType' | 'metrics'>;
  /** Tells the primary that this worker answers operations. */
  serving(url: string): void;
  /** Calls `retire` when another worker has taken the place of this one. */
  onRetire(retire: () => void): void;
  /** Tells the primary what this worker has counted, before it ends. */
  tellFigures(): Promise<void>;
}

/** How long a scrape waits for the other workers. */
const SCRAPE_MS = 10_000;

/** This process as a worker; null when it serves the graph alone. */
export function openWorker(): Worker | null {
  if (!cluster.isWorker) return null;
  const scrapes = new Map<number, (text: string) => void>();
  let lastScrape = 0;
  let own: Registry | null = null;
  let retire: () => void = () => undefined;
  const tell = (message: FromWorker): void => {
    // The primary may have died: then this process ends, too.
    if (process.connected) process.send?.(message);
  };
  const tellFigures = async (id: number): Promise<void> => {
    if (own) tell({ kind: 'figures', id, figures: await own.getMetricsAsJSON() });
  };
  const answer: { readonly [Kind in ToWorker['kind']]: (message: Extract<ToWorker, { kind: Kind }>) => void } = {
    retire: () => retire(),
    figures: ({ id }) => void tellFigures(id),
    scraped: ({ id, text }) => scrapes.get(id)?.(text),
  };
  process.on('message', (message: ToWorker) => answer[message.kind]?.(message as never));

  const scrape = async (): Promise<string> => {
    const id = ++lastScrape;
    const text = new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The workers did not tell their metrics in time.')), SCRAPE_MS);
      scrapes.set(id, (told) => {
        clearTimeout(timer);
        resolve(told);
      });
    });
    tell({ kind: 'scrape', id });
    return text.finally(() => scrapes.delete(id));
  };
  return {
    slot: Number(process.env.WORKER_SLOT),
    isReplacement: process.env.WORKER_IS_REPLACEMENT === 'true',
    addedUp: (registry) => {
      own = registry;
      return { contentType: registry.contentType, metrics: scrape };
    },
    serving: (url) => tell({ kind: 'serving', url }),
    tellFigures: () => tellFigures(0),
    onRetire: (work) => {
      retire = work;
    },
  };
}
