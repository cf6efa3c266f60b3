import { expire, type Flight } from './flight.ts';

/** Ends what takes longer than it may. */
export interface Watch {
  add(flight: Flight): void;
  delete(flight: Flight): void;
}

/** What is past its time is found this much later at most. */
const TICK_MS = 10;

/**
 * All calls share one timer, which runs only while there are any: a timer for each call costs more
 * than a look at all of them a hundred times a second, since there are never more than the gates let in.
 */
export function createWatch(): Watch {
  const pending = new Set<Flight>();
  let timer: NodeJS.Timeout | undefined;
  let ticking = false;
  const look = (): void => {
    const now = performance.now();
    for (const flight of pending) {
      if (flight.until > now) continue;
      pending.delete(flight);
      expire(flight);
    }
    ticking = pending.size > 0;
    if (ticking) timer?.refresh();
  };
  return {
    add: (flight) => {
      pending.add(flight);
      if (ticking) return;
      ticking = true;
      if (timer) timer.refresh();
      else timer = setTimeout(look, TICK_MS).unref();
    },
    delete: (flight) => {
      pending.delete(flight);
    },
  };
}
