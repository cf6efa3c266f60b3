import type { Wait } from './flight.ts';

/** A read is late when it takes longer than this share of the reads before it. */
const USUAL_SHARE = 0.95;
const REMEMBERED = 256;
/** So many must have been seen before anything counts as late; and after so many more it is worked out anew. */
const ENOUGH = 32;

/** How long reads of a subgraph have taken lately. */
export function createLatencies() {
  const times = new Float64Array(REMEMBERED);
  let seen = 0;
  let usual: number | null = null;
  return {
    observe: (ms: number): void => {
      times[seen++ % REMEMBERED] = ms;
      if (seen % ENOUGH !== 0) return;
      const sorted = times.slice(0, Math.min(seen, REMEMBERED)).sort();
      usual = sorted[Math.floor(sorted.length * USUAL_SHARE)] ?? null;
    },
    /** The time that 95 of 100 reads took at most, in milliseconds; null while too few are known. */
    usual: (): number | null => usual,
  };
}

/**
 * Waits for the first request, and when it is late also for a second one that `send` makes (or does not: null). The first good
 * answer counts, and the other request is broken off; it fails when both have failed.
 */
export function hedge<T>(first: Wait<T>, afterMs: number, send: () => Wait<T> | null, onSecondWon: () => void): Wait<T> {
  let second: Wait<T> | null = null;
  const beaten = new Error('the other request was answered first');
  const done = new Promise<T>((resolve, reject) => {
    let failed = false;
    const fail = (error: unknown): void => {
      if (!second || failed) reject(error);
      failed = true;
    };
    const timer = setTimeout(() => {
      second = send();
      second?.done.then((reply) => {
        first.stop(beaten);
        onSecondWon();
        resolve(reply);
      }, fail);
    }, afterMs);
    first.done.then(
      (reply) => {
        clearTimeout(timer);
        second?.stop(beaten);
        resolve(reply);
      },
      (error: unknown) => {
        clearTimeout(timer);
        fail(error);
      },
    );
  });
  return {
    done,
    stop: (fault) => {
      first.stop(fault);
      second?.stop(fault);
    },
  };
}
