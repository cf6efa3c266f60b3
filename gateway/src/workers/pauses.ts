/** A process that served this long is well: the next end of one is a first one again. */
const WELL_MS = 60_000;
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** How long to wait before a worker is started again: not at all the first time, then longer with each end that comes soon after another. */
export function createPauses(now: () => number = Date.now): { next(): number } {
  let [last, pauseMs] = [Number.NEGATIVE_INFINITY, 0];
  return {
    next: () => {
      const isFirst = now() - last > WELL_MS + pauseMs;
      last = now();
      pauseMs = isFirst ? 0 : Math.min(LONGEST_MS, pauseMs * 2 || FIRST_MS);
      return pauseMs;
    },
  };
}
