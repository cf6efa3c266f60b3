import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Metrics } from '../http/metrics.ts';
import { type Delivery, endDeliveries, nextDeliveries, nextRetryAt, noteRefusal } from './deliveries.ts';
import { isReady, type Send } from './send.ts';

/** Delivers the events for one subscriber, apart from those for all others. */
export interface Lane {
  readonly subscriber: string;
  /** Reads the outbox at once. */
  wake(): void;
  stop(): Promise<void>;
}

export interface LaneOptions {
  readonly subscriber: string;
  readonly url: string;
  readonly db: Pick<Pool, 'query'>;
  readonly send: Send;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Whether this process is the one that delivers to the subscriber now. */
  readonly isOurs: () => boolean;
}

/** Whether the subscriber answered all requests of a stream, or the rest of it waits. */
type StreamOutcome = 'answered' | 'away';

/** How many requests a subscriber gets at a time; events of one aggregate are always in the same one of them, or in its next. */
const CONCURRENCY = 4;
/** How many events one request carries at most. */
const BATCH = 100;
/** How often the outbox is read without a notification: for events of a process that ended before it could notify, or deliver. */
const LOOK_EVERY_MS = 2_000;
/** A subscriber that is away is tried again after this, then after twice that, up to the longest pause. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 3_000;

/**
 * Delivers what waits for one subscriber, in the order of each aggregate, at least once. A subscriber that is away keeps everything
 * waiting that is for it, and nothing else; an event that it refuses keeps only later events of its aggregate waiting.
 */
export function openLane(options: LaneOptions): Lane {
  const { subscriber, db, log, isOurs } = options;
  const stopping = new AbortController();
  const pause = makePause();
  const sleeper = makeSleeper();
  const deliverStream = streamDelivery(options, pause, stopping.signal);

  /** Sends one round of what waits; says how long to wait for the next. */
  const round = async (): Promise<number> => {
    // A subscriber that was away is tried with one event first.
    const most = pause.ms() > 0 ? 1 : CONCURRENCY * BATCH;
    const waiting = await nextDeliveries(db, subscriber, most);
    if (waiting.length === 0) {
      const retryAt = await nextRetryAt(db, subscriber);
      return retryAt ? Math.min(LOOK_EVERY_MS, Math.max(0, retryAt.getTime() - Date.now())) : LOOK_EVERY_MS;
    }
    const outcomes = await Promise.all(streamsOf(waiting).map(deliverStream));
    if (outcomes.includes('away')) return pause.longer();
    if (pause.ms() > 0) log.warn({ subscriber }, 'the subscriber answers again');
    pause.end();
    return 0;
  };

  const run = async () => {
    while (!stopping.signal.aborted) {
      sleeper.stayAwake(false);
      const wait = isOurs()
        ? await round().catch((error: Error) => {
            log.warn({ subscriber, reason: error.message }, 'events could not be read for delivery');
            return FIRST_PAUSE_MS;
          })
        : LOOK_EVERY_MS;
      if (wait > 0 && !stopping.signal.aborted) await sleeper.sleep(wait, pause.ms() === 0);
    }
  };
  const running = run();

  return {
    subscriber,
    wake: () => {
      sleeper.stayAwake(true);
      if (pause.ms() === 0) sleeper.wake();
    },
    stop: async () => {
      stopping.abort();
      sleeper.wake();
      await running;
    },
  };
}

type Pause = ReturnType<typeof makePause>;

/** How long a subscriber that is away is left alone: longer each time, up to {@link LONGEST_PAUSE_MS}; 0 for one that answers. */
function makePause() {
  let ms = 0;
  return {
    ms: () => ms,
    longer: () => {
      ms = Math.min(ms === 0 ? FIRST_PAUSE_MS : ms * 2, LONGEST_PAUSE_MS);
      return ms;
    },
    end: () => {
      ms = 0;
    },
  };
}

/** Sleeps for a while, or until it is woken. */
function makeSleeper() {
  let wakeUp = () => {};
  let isWoken = false;
  return {
    /** Whether the next sleep ends at once: somebody called while the work was going on. */
    stayAwake: (isCalled: boolean) => {
      isWoken = isCalled;
    },
    wake: () => wakeUp(),
    /** `canSkip` is false while the subscriber is to be left alone, whoever calls. */
    sleep: (ms: number, canSkip: boolean) =>
      new Promise<void>((resume) => {
        const timer = setTimeout(resume, ms);
        wakeUp = () => {
          clearTimeout(timer);
          resume();
        };
        if (isWoken && canSkip) wakeUp();
      }),
  };
}

/** Gives the function that delivers one stream of events, part by part, until the subscriber is away. */
function streamDelivery({ subscriber, url, db, send, log, metrics }: LaneOptions, pause: Pause, signal: AbortSignal) {
  /** Whether this event alone fails (a poison message): the subscriber says that it is ready, and has not answered to this event for a while. */
  const isPoison = async (group: readonly Delivery[]): Promise<boolean> =>
    group.length === 1 && pause.ms() === LONGEST_PAUSE_MS && (await isReady(url, signal));

  /** Sends some events in one request; aggregates whose event is refused join `held`, and what is held is left out. */
  const deliver = async (part: readonly Delivery[], held: Set<string>): Promise<StreamOutcome> => {
    const group = part.filter(({ aggregate }) => !held.has(aggregate));
    const [first] = group;
    if (!first) return 'answered';
    const outcome = await send(url, subscriber, group, signal);
    metrics.deliveries.inc({ subscriber, outcome: outcome.kind }, group.length);
    if (outcome.kind === 'taken') {
      const ids = group.map(({ id }) => id);
      await endDeliveries(db, ids);
      return 'answered';
    }
    if (outcome.kind === 'away' && !(await isPoison(group))) {
      if (pause.ms() === 0 && !signal.aborted)
        log.warn({ subscriber, reason: outcome.reason }, 'a subscriber does not answer; its events wait for it');
      return 'away';
    }
    if (group.length > 1) {
      // One of them was refused: which one, only requests of one event tell. Those that were taken are known there.
      for (const delivery of group) if ((await deliver([delivery], held)) === 'away') return 'away';
      return 'answered';
    }
    held.add(first.aggregate);
    const { isDead } = await noteRefusal(db, first.id, outcome.reason);
    log[isDead ? 'error' : 'warn']({ subscriber, delivery: first.id, isDead, reason: outcome.reason }, 'an event was refused');
    return 'answered';
  };

  return async (parts: readonly Delivery[][]): Promise<StreamOutcome> => {
    const held = new Set<string>();
    for (const part of parts) if ((await deliver(part, held)) === 'away') return 'away';
    return 'answered';
  };
}

/** Events in as many streams as are sent side by side, each in its order and in parts of one request's size. */
function streamsOf(deliveries: readonly Delivery[]): Delivery[][][] {
  const streams = Array.from({ length: CONCURRENCY }, () => [] as Delivery[]);
  for (const delivery of deliveries) streams[streamOf(delivery.aggregate)]?.push(delivery);
  return streams
    .filter(({ length }) => length > 0)
    .map((stream) =>
      Array.from({ length: Math.ceil(stream.length / BATCH) }, (_, at) => stream.slice(at * BATCH, (at + 1) * BATCH)),
    );
}

/** Any aggregate is always in the same stream. Ids are time-ordered, their last digits are not. */
function streamOf(aggregate: string): number {
  let sum = 0;
  for (const character of aggregate.slice(-8)) sum += character.charCodeAt(0);
  return sum % CONCURRENCY;
}
