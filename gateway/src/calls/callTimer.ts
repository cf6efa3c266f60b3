import { expire, type InFlightRequest } from './inFlightRequest.ts';

/** Cancels in-flight requests at their time limits. */
export interface CallTimer {
  add(inFlight: InFlightRequest): void;
  delete(inFlight: InFlightRequest): void;
}

/** A request is cancelled at most this much after its time limit. */
const TICK_MS = 10;

/**
 * Creates one timer for all calls. It runs only while there are calls, and checks all of them a hundred times a second. That costs less than a timer
 * for each call, because the concurrency limiters keep the number of calls small.
 *
 * The calls are in an array, where the last one takes the place of one that is deleted. In a `Set` that lives long, each table that it outgrows refers to
 * the next one, so that all calls of a table that was promoted to the old generation would outlive every minor garbage collection.
 */
export function createCallTimer(): CallTimer {
  const pending: InFlightRequest[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isTicking = false;
  const remove = (inFlight: InFlightRequest): void => {
    const { timerIndex } = inFlight;
    if (timerIndex < 0) return;
    const last = pending.pop() as InFlightRequest;
    if (last !== inFlight) {
      pending[timerIndex] = last;
      last.timerIndex = timerIndex;
    }
    inFlight.timerIndex = -1;
  };
  const tick = (): void => {
    const now = performance.now();
    for (const inFlight of pending.filter(({ until }) => until <= now)) {
      remove(inFlight);
      expire(inFlight);
    }
    isTicking = pending.length > 0;
    if (isTicking) timer?.refresh();
  };
  return {
    add: (inFlight) => {
      inFlight.timerIndex = pending.push(inFlight) - 1;
      if (isTicking) return;
      isTicking = true;
      if (timer) timer.refresh();
      else timer = setTimeout(tick, TICK_MS).unref();
    },
    delete: remove,
  };
}
