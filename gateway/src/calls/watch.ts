/** Something that must have ended at a certain time. */
export interface Timed {
  /** On the clock of `performance.now()`, in milliseconds. */
  readonly until: number;
  expire(): void;
}

export interface Watch {
  add(timed: Timed): void;
  delete(timed: Timed): void;
}

/** What is past its time is found this much later at most. */
const TICK_MS = 10;

/**
 * Ends what is past its time. All calls share one timer, which runs only while there are any: a timer for each call costs more
 * than a look at all of them a hundred times a second, since there are never more than the gates let in.
 */
export function createWatch(): Watch {
  const pending = new Set<Timed>();
  let timer: NodeJS.Timeout | undefined;
  let ticking = false;
  const look = (): void => {
    const now = performance.now();
    for (const timed of pending) {
      if (timed.until > now) continue;
      pending.delete(timed);
      timed.expire();
    }
    ticking = pending.size > 0;
    if (ticking) timer?.refresh();
  };
  return {
    add: (timed) => {
      pending.add(timed);
      if (ticking) return;
      ticking = true;
      if (timer) timer.refresh();
      else timer = setTimeout(look, TICK_MS).unref();
    },
    delete: (timed) => {
      pending.delete(timed);
    },
  };
}
