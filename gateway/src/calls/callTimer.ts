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
 */
export function createCallTimer(): CallTimer {
  const pending = new Set<InFlightRequest>();
  let timer: NodeJS.Timeout | undefined;
  let isTicking = false;
  const tick = (): void => {
    const now = performance.now();
    for (const inFlight of pending) {
      if (inFlight.until > now) continue;
      pending.delete(inFlight);
      expire(inFlight);
    }
    isTicking = pending.size > 0;
    if (isTicking) timer?.refresh();
  };
  return {
    add: (inFlight) => {
      pending.add(inFlight);
      if (isTicking) return;
      isTicking = true;
      if (timer) timer.refresh();
      else timer = setTimeout(tick, TICK_MS).unref();
    },
    delete: (inFlight) => {
      pending.delete(inFlight);
    },
  };
}
