import cluster from 'node:cluster';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Registry } from 'prom-client';
import type { FromWorker, ToWorker } from './messages.ts';

/** This process as one of several that serve the graph on one port. */
export interface Worker {
  /** From 1; two workers that run at the same time have different ones. */
  readonly slot: number;
  /** Whether it takes the place of a worker that serves. It takes connections when its supergraph is loaded, and not before. */
  readonly isReplacement: boolean;
  /** Takes connections from the primary for this server, which does not listen itself. */
  takeConnections(server: Server): void;
  /** The metrics of all workers, added up. `own` is the registry of this one. */
  addedUp(own: Registry): Pick<Registry, 'contentType' | 'metrics'>;
  /** Tells the primary that this worker answers operations. */
  serving(): void;
  /** Calls `retire` when another worker has taken the place of this one. */
  onRetire(retire: () => void): void;
  /** Sends the metrics of this worker to the primary, before it ends. */
  sendMetrics(): Promise<void>;
}

/** How long a scrape waits for the other workers. */
const SCRAPE_MS = 10_000;

type Answers = {
  readonly [Kind in ToWorker['kind']]: (message: Extract<ToWorker, { kind: Kind }>, socket: Socket | undefined) => void;
};

/** This process as a worker; null when it serves the graph alone. */
export function openWorker(): Worker | null {
  if (!cluster.isWorker) return null;
  const scrapes = createScrapes();
  let metrics: Registry | null = null;
  let server: Server | null = null;
  let retire: () => void = () => undefined;
  const sendMetrics = async (id: number): Promise<void> => {
    if (metrics) tell({ kind: 'metrics', id, metrics: await metrics.getMetricsAsJSON() });
  };
  const answer: Answers = {
    connection: ({ id }, socket) => {
      tell({ kind: 'received', id });
      takeConnection(server, socket);
    },
    retire: () => retire(),
    metrics: ({ id }) => void sendMetrics(id),
    scraped: ({ id, text }) => scrapes.answered(id, text),
  };
  process.on('message', (message: ToWorker, socket?: Socket) => answer[message.kind]?.(message as never, socket));
  return {
    slot: Number(process.env.WORKER_SLOT),
    isReplacement: process.env.WORKER_IS_REPLACEMENT === 'true',
    takeConnections: (own) => {
      server = own;
      // Node begins to look for slow requests when a server listens.
      own.emit('listening');
      tell({ kind: 'listening' });
    },
    addedUp: (own) => {
      metrics = own;
      return { contentType: own.contentType, metrics: scrapes.ask };
    },
    serving: () => tell({ kind: 'serving' }),
    sendMetrics: () => sendMetrics(0),
    onRetire: (work) => {
      retire = work;
    },
  };
}

function tell(message: FromWorker): void {
  // The primary may have died: then this process ends, too.
  if (process.connected) process.send?.(message);
}

/** Serves a connection that the primary has sent. Without a socket the client has closed it on the way. */
function takeConnection(server: Server | null, socket: Socket | undefined): void {
  if (!server || !socket) {
    tell({ kind: 'closed' });
    return;
  }
  socket.once('close', () => tell({ kind: 'closed' }));
  server.emit('connection', socket);
}

/** Asks the primary for the metrics of all workers. */
function createScrapes() {
  const waiting = new Map<number, (text: string) => void>();
  let lastId = 0;
  return {
    ask: async (): Promise<string> => {
      const id = ++lastId;
      const answer = new Promise<string>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('The workers did not tell their metrics in time.')), SCRAPE_MS);
        waiting.set(id, (text) => {
          clearTimeout(timer);
          resolve(text);
        });
      });
      tell({ kind: 'scrape', id });
      return answer.finally(() => waiting.delete(id));
    },
    answered: (id: number, text: string): void => waiting.get(id)?.(text),
  };
}
