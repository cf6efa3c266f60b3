import { expire, type InFlightRequest } from './inFlightRequest.ts';

/** Cancels in-flight requests whose time is up. */
export interface CallTimer {
  add(inFlight: InFlightRequest): void;
  delete(inFlight: InFlightRequest): void;
}

/** A timeout is noticed this much later at most. */
const TICK_MS = 10;

/**
 * One timer for all calls, which runs only while there are calls. A timer for each call costs more than a look at all calls a hundred
 * times a second, because the concurrency limiters keep their number small.
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
