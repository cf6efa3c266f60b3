import cluster, { type Worker as Process } from 'node:cluster';
import type { Logger } from 'pino';
import { gatherFigures } from './gatherFigures.ts';
import { type FromWorker, type ToWorker, UNFIT } from './messages.ts';
import { createPauses } from './pauses.ts';

/** The workers that serve the graph on one port. */
export interface Workers {
  /** Replaces one worker after the other; no request is lost. A worker that does not start leaves the others as they are. */
  replaceAll(): Promise<void>;
  /** Finishes the requests in flight and ends all workers. */
  stop(): Promise<void>;
}

interface WorkersOptions {
  readonly count: number;
  readonly log: Logger;
  /** Called once, when the first worker answers operations. */
  readonly onServing: (url: string) => void;
  /** Called when no worker can serve: the settings or the database are wrong. */
  readonly onUnfit: () => void;
}

interface Running {
  readonly process: Process;
  readonly slot: number;
  isServing: boolean;
  /** Whether it is left to end: another one takes its place. */
  isLeaving: boolean;
}

/**
 * Starts `count` workers of this program on one port, from which each takes connections for itself. A worker that dies is started again, the first
 * time at once.
 */
export function startWorkers(options: WorkersOptions): Workers {
  const { count, log } = options;
  // A connection that this process had handed to a worker that dies would stay open, and nobody would answer it.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const pool = createPool();
  const state = { isStopping: false };
  const pauses = createPauses();
  const onEnd = (worker: Running, code: number | null, signal: string | null): void => {
    if (worker.isLeaving || state.isStopping) return;
    // What keeps a worker from starting keeps all: who started this process is told.
    if (code === UNFIT || !pool.hasServed()) {
      options.onUnfit();
      return;
    }
    const pauseMs = pauses.next();
    log.error({ worker: worker.slot, code, signal, pauseMs }, 'a worker ended; another one is started');
    setTimeout(() => !state.isStopping && pool.start(pool.serving().length > 0), pauseMs);
  };
  pool.listen(options, onEnd);
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
      await Promise.all(pool.all().map(({ process }) => endOf(process)));
    },
  };
}

type Pool = ReturnType<typeof createPool>;

/** The processes, and what they tell. */
function createPool() {
  const running = new Map<number, Running>();
  let hasServed = false;
  const serving = (): Running[] => [...running.values()].filter(({ isServing }) => isServing);
  const freeSlot = (): number => {
    const taken = new Set([...running.values()].map(({ slot }) => slot));
    return Array.from({ length: taken.size + 1 }, (_, at) => at + 1).find((slot) => !taken.has(slot)) as number;
  };
  return {
    all: () => [...running.values()],
    serving,
    hasServed: () => hasServed,
    start: (isReplacement: boolean): Running => {
      const slot = freeSlot();
      // A worker that takes all connections that wait leaves none to the others.
      const env = { WORKER_SLOT: String(slot), WORKER_IS_REPLACEMENT: String(isReplacement), UV_TCP_SINGLE_ACCEPT: '1' };
      const worker: Running = { process: cluster.fork(env), slot, isServing: false, isLeaving: false };
      running.set(worker.process.id, worker);
      return worker;
    },
    listen: (
      { log, onServing }: WorkersOptions,
      onEnd: (worker: Running, code: number | null, signal: string | null) => void,
    ) => {
      const figures = gatherFigures<Running>(tell);
      const answer: Answers = {
        serving: (worker, { url }) => {
          worker.isServing = true;
          log.info({ worker: worker.slot, pid: worker.process.process.pid }, 'a worker serves');
          if (!hasServed) onServing(url);
          hasServed = true;
        },
        scrape: (worker, { id }) => void figures.addUp(serving()).then((text) => tell(worker, { kind: 'scraped', id, text })),
        figures: (worker, message) => figures.take(worker, message),
      };
      cluster.on('message', ({ id }: Process, message: FromWorker) => {
        const worker = running.get(id);
        if (worker) answer[message.kind]?.(worker, message as never);
      });
      cluster.on('exit', ({ id }: Process, code: number | null, signal: string | null) => {
        const worker = running.get(id);
        running.delete(id);
        if (!worker) return;
        figures.end(worker);
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

/** A new worker serves before an old one is told to leave. */
async function replaceEach(pool: Pool, state: { readonly isStopping: boolean }, log: Logger): Promise<void> {
  for (const old of pool.serving()) {
    if (state.isStopping) return;
    const fresh = pool.start(true);
    // That it ends before it serves is told here.
    fresh.isLeaving = true;
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
