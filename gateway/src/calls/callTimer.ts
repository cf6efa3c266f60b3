import { expire, type InFlightRequest } from './inFlightRequest.ts';

/** Cancels in-flight requests when their time limits have passed. */
export interface CallTimer {
  add(inFlight: InFlightRequest): void;
  delete(inFlight: InFlightRequest): void;
}

/** A request is cancelled at most this much after its time limit. */
const TICK_MS = 10;

/**
 * Creates one timer for all in-flight requests. While there are any, it checks all of them a hundred times a second. That costs less than one timer for
 * each request, because the concurrency limiters keep their number small.
 *
 * The requests are in an array; when one is deleted, the last one takes its place. A long-lived `Set` would keep deleted requests alive: each time it is
 * rehashed, its old hash table refers to the new one. An old table in the old generation so keeps all requests of the new table alive in
 * each minor garbage collection.
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
