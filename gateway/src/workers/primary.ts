import cluster, { type Worker as Process } from 'node:cluster';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { createDealer, type Dealer } from './dealer.ts';
import { type FromWorker, type ToWorker, UNFIT } from './messages.ts';
import { createPauses } from './pauses.ts';
import { createWorkerMetrics } from './workerMetrics.ts';

/** The workers that serve the graph on one port. */
export interface Workers {
  /** Replaces one worker after the other; no request is lost. When a new worker does not start, the workers that serve stay. */
  replaceAll(): Promise<void>;
  /** Finishes the requests in flight and ends all workers. */
  stop(): Promise<void>;
}

interface WorkersOptions {
  readonly count: number;
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  /** Called once, when the first worker answers operations. */
  readonly onServing: (url: string) => void;
  /** Called when no worker can serve: the settings or the database are wrong. */
  readonly onUnfit: () => void;
}

interface Running {
  readonly process: Process;
  readonly slot: number;
  /** Whether it takes connections. */
  isListening: boolean;
  /** Whether it answers operations. */
  isServing: boolean;
  /** Whether it is about to end and is not to be started again: another one takes its place. */
  isLeaving: boolean;
}

/**
 * Starts `count` workers of this program, which share the connections of one port. A worker that dies is started again, the first time at once.
 * Rejects when the port cannot be used.
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { count, host, port, log } = options;
  // For the operations port, on which the workers listen themselves: a connection that was sent to a dying worker would stay open unanswered.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const pool = createPool();
  const onError = (error: Error): void => log.error({ reason: error.message }, 'a connection cannot be accepted');
  const dealer = createDealer<Running>({ workers: pool.receiving, send: sendConnection, onError });
  const url = await dealer.listen(host, port);
  const state = { isStopping: false };
  const pauses = createPauses();
  const onEnd = (worker: Running, code: number | null, signal: string | null): void => {
    if (worker.isLeaving || state.isStopping) return;
    // A fault that keeps one worker from starting keeps all of them from it.
    if (code === UNFIT || !pool.hasServed()) {
      options.onUnfit();
      return;
    }
    const pauseMs = pauses.next();
    log.error({ worker: worker.slot, code, signal, pauseMs }, 'a worker ended; another one is started');
    setTimeout(() => !state.isStopping && pool.start(pool.serving().length > 0), pauseMs);
  };
  pool.receiveMessages({ log, dealer, onServing: () => options.onServing(url), onEnd });
  for (let n = 0; n < count; n++) pool.start(false);

  let replacing: Promise<void> | null = null;
  return {
    replaceAll: () => {
      replacing ??= replaceEach(pool, state, log).finally(() => {
        replacing = null;
      });
      return replacing;
    },
    stop: async () => {
      state.isStopping = true;
      dealer.stop();
      await Promise.all(pool.all().map(({ process }) => endOf(process)));
    },
  };
}

type Pool = ReturnType<typeof createPool>;

interface PoolEvents {
  readonly log: Logger;
  readonly dealer: Dealer<Running>;
  /** Called once, when the first worker answers operations. */
  readonly onServing: () => void;
  readonly onEnd: (worker: Running, code: number | null, signal: string | null) => void;
}

/** The worker processes, and their messages. */
function createPool() {
  const running = new Map<number, Running>();
  let hasServed = false;
  const all = (): Running[] => [...running.values()];
  const serving = (): Running[] => all().filter(({ isServing }) => isServing);
  const freeSlot = (): number => {
    const taken = new Set(all().map(({ slot }) => slot));
    return Array.from({ length: taken.size + 1 }, (_, at) => at + 1).find((slot) => !taken.has(slot)) as number;
  };
  return {
    all,
    serving,
    /** The workers to which connections can be sent. */
    receiving: () => all().filter(({ process, isListening, isLeaving }) => isListening && !isLeaving && process.isConnected()),
    hasServed: () => hasServed,
    start: (isReplacement: boolean): Running => {
      const slot = freeSlot();
      const forked = cluster.fork({ WORKER_SLOT: String(slot), WORKER_IS_REPLACEMENT: String(isReplacement) });
      const worker: Running = { process: forked, slot, isListening: false, isServing: false, isLeaving: false };
      running.set(forked.id, worker);
      return worker;
    },
    receiveMessages: ({ log, dealer, onServing, onEnd }: PoolEvents): void => {
      const metrics = createWorkerMetrics<Running>(tell);
      const answer: Answers = {
        listening: (worker) => {
          worker.isListening = true;
        },
        serving: (worker) => {
          worker.isServing = true;
          log.info({ worker: worker.slot, pid: worker.process.process.pid }, 'a worker serves');
          if (!hasServed) onServing();
          hasServed = true;
        },
        received: (worker, { id }) => dealer.received(worker, id),
        closed: (worker) => dealer.closed(worker),
        scrape: (worker, { id }) => void metrics.addUp(serving()).then((text) => tell(worker, { kind: 'scraped', id, text })),
        metrics: (worker, message) => metrics.answered(worker, message),
      };
      cluster.on('message', ({ id }: Process, message: FromWorker) => {
        const worker = running.get(id);
        if (worker) answer[message.kind]?.(worker, message as never);
      });
      cluster.on('exit', ({ id }: Process, code: number | null, signal: string | null) => {
        const worker = running.get(id);
        running.delete(id);
        if (!worker) return;
        dealer.ended(worker);
        metrics.ended(worker);
        onEnd(worker, code, signal);
      });
    },
  };
}

type Answers = {
  readonly [Kind in FromWorker['kind']]: (worker: Running, message: Extract<FromWorker, { kind: Kind }>) => void;
};

function tell({ process }: Running, message: ToWorker): void {
  if (process.isConnected()) process.send(message);
}

function sendConnection({ process }: Running, id: number, socket: Socket): void {
  const message: ToWorker = { kind: 'connection', id };
  // The copy of this process is closed when the worker has received its own. An error means that the worker ends, which is handled at its exit.
  process.process.send(message, socket, { keepOpen: true }, () => undefined);
}

/** Replaces the serving workers one by one: a new worker serves before an old one is told to leave. */
async function replaceEach(pool: Pool, state: { readonly isStopping: boolean }, log: Logger): Promise<void> {
  for (const old of pool.serving()) {
    if (state.isStopping) return;
    const fresh = pool.start(true);
    fresh.isLeaving = true;
    // Its end is handled here until it serves.
    if (!(await servesOrEnds(fresh.process))) {
      log.error({ worker: fresh.slot }, 'a new worker did not start; the workers that serve go on');
      return;
    }
    fresh.isLeaving = false;
    Object.assign(old, { isLeaving: true, isServing: false });
    tell(old, { kind: 'retire' });
  }
}

/** True when a new worker serves, false when it ends before. */
const servesOrEnds = (worker: Process): Promise<boolean> =>
  new Promise((resolve) => {
    worker.on('message', ({ kind }: FromWorker) => kind === 'serving' && resolve(true));
    worker.once('exit', () => resolve(false));
  });

const endOf = (worker: Process): Promise<void> =>
  new Promise((resolve) => {
    if (worker.isDead()) return resolve();
    worker.once('exit', () => resolve());
    worker.process.kill('SIGTERM');
  });
