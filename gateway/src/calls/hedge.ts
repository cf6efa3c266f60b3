import type { Cancellable } from './inFlightRequest.ts';

const MAX_SAMPLES = 256;
/** The percentile is computed after this many samples, and again after each as many more. */
const SAMPLES_PER_UPDATE = 32;

/** A percentile of the latencies of one subgraph's last 256 calls; `share` is the percentile as a fraction, such as 0.95. */
export function createLatencyPercentile(share: number) {
  const samples = new Float64Array(MAX_SAMPLES);
  let count = 0;
  let percentile: number | null = null;
  return {
    observe: (ms: number): void => {
      samples[count++ % MAX_SAMPLES] = ms;
      if (count % SAMPLES_PER_UPDATE !== 0) return;
      const sorted = samples.slice(0, Math.min(count, MAX_SAMPLES)).sort();
      percentile = sorted[Math.floor(sorted.length * share)] ?? null;
    },
    /** In milliseconds; null while there are too few samples. */
    value: (): number | null => percentile,
  };
}

/**
 * Waits for the first request. If it has not been answered after `afterMs`, sends a second, hedged request with `sendSecond`, which returns null when
 * none may be sent. The first success wins and cancels the other request. The result fails only when all sent requests have failed.
 */
export function hedge<T>(
  first: Cancellable<T>,
  afterMs: number,
  sendSecond: () => Cancellable<T> | null,
  onSecondWon: () => void,
): Cancellable<T> {
  let second: Cancellable<T> | null = null;
  const superseded = new Error('the other request was answered first');
  const done = new Promise<T>((resolve, reject) => {
    let hasFailed = false;
    const fail = (error: unknown): void => {
      if (!second || hasFailed) reject(error);
      hasFailed = true;
    };
    const timer = setTimeout(() => {
      second = sendSecond();
      second?.done.then((reply) => {
        first.cancel(superseded);
        onSecondWon();
        resolve(reply);
      }, fail);
    }, afterMs);
    first.done.then(
      (reply) => {
        clearTimeout(timer);
        second?.cancel(superseded);
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
    cancel: (fault) => {
      first.cancel(fault);
      second?.cancel(fault);
    },
  };
}
