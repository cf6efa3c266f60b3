import type { CallSettings } from './callSettings.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';

/** Stops calls to a subgraph that fails most of them or does not answer, so that requests do not wait for it and it can recover. */
export interface CircuitBreaker {
  readonly state: BreakerState;
  /** Whether the breaker suspects an outage: the last outcome was a time-out, and the subgraph has not answered since. It then admits one call at a time. */
  readonly isSuspecting: boolean;
  /** Whether the breaker refuses a call now. */
  isBlocking(now: number): boolean;
  /** Admits one call and returns the epoch with which its outcome is reported; null when the breaker refuses the call. */
  admit(now: number): BreakerEpoch | null;
  /**
   * Reports the outcome of an admitted call; `timeout` is a failure, too. `unknown` says nothing about the subgraph's health: the call was cancelled or
   * not sent, or its answer was refused for its content.
   */
  report(epoch: BreakerEpoch, outcome: CallOutcome, now: number): void;
  /** Ends the suspicion: the subgraph answers. */
  endSuspicion(): void;
  /** Opens the breaker if it suspects an outage: the subgraph does not answer `/ready` either. */
  openOnSuspicion(now: number): void;
  /** Lets an open breaker admit its probe call now, before `breakerMs` have passed. */
  allowProbe(): void;
  /** Lets an open breaker refuse its probe call for another `breakerMs`, because `/ready` is not answered; for 30 seconds at most. */
  postponeProbe(now: number): void;
}

export type CallOutcome = 'success' | 'failure' | 'timeout' | 'unknown';

/** Counts the changes of state. An outcome is ignored when the state changed while the call was in flight. */
export type BreakerEpoch = number & { readonly brand?: 'breaker epoch' };

/** Failures are counted in a sliding window of ten buckets, a second each. */
const BUCKETS = 10;
const BUCKET_MS = 1_000;
/** After this time an open breaker admits a probe call even if `/ready` is not answered. */
const LONGEST_POSTPONED_MS = 30_000;

/**
 * Opens when `breakerPercent` of the calls of the last ten seconds failed and there were at least `breakerCalls` of them, and after
 * `breakerTimeouts` time-outs without an answer in between. Each time-out keeps a client waiting for seconds, so few are enough. After a time-out it
 * suspects an outage, and admits one call at a time until the subgraph answers, so that at most one more client waits. An open breaker refuses
 * every call; after `breakerMs` it admits one probe call, whose outcome closes the breaker or keeps it open for as long again. All times are
 * those of `performance.now()`.
 */
export function createCircuitBreaker(settings: CallSettings): CircuitBreaker {
  const { breakerMs } = settings;
  const outcomes = createOutcomes(settings);
  let state: BreakerState = 'closed';
  let openedAt = 0;
  let openUntil = 0;
  let isProbing = false;
  let epoch = 1;
  const enterState = (next: BreakerState, now: number): void => {
    state = next;
    epoch += 1;
    isProbing = false;
    if (next === 'open') {
      openedAt = now;
      openUntil = now + breakerMs;
    } else if (next === 'closed') outcomes.clear();
  };
  const isSuspecting = (): boolean => state === 'closed' && outcomes.isSuspicious();
  const isBlocking = (now: number): boolean => (state === 'open' ? now < openUntil : isProbing);
  const reportClosed = (outcome: CallOutcome, now: number): void => {
    isProbing = false;
    if (outcomes.add(outcome, now)) enterState('open', now);
  };
  return {
    get state() {
      return state;
    },
    get isSuspecting() {
      return isSuspecting();
    },
    isBlocking,
    endSuspicion: () => {
      if (isSuspecting()) isProbing = false;
      outcomes.endSuspicion();
    },
    openOnSuspicion: (now) => {
      if (isSuspecting()) enterState('open', now);
    },
    allowProbe: () => {
      openUntil = Number.NEGATIVE_INFINITY;
    },
    postponeProbe: (now) => {
      if (state === 'open' && now - openedAt < LONGEST_POSTPONED_MS) openUntil = now + breakerMs;
    },
    admit: (now) => {
      if (isBlocking(now)) return null;
      if (state === 'open') enterState('half-open', now);
      isProbing = state === 'half-open' || isSuspecting();
      return epoch;
    },
    report: (callEpoch, outcome, now) => {
      if (callEpoch !== epoch) return;
      if (state === 'closed') reportClosed(outcome, now);
      else if (outcome === 'unknown') isProbing = false;
      else enterState(outcome === 'success' ? 'closed' : 'open', now);
    },
  };
}

/** The outcomes of the calls of a closed breaker. */
function createOutcomes({ breakerPercent, breakerCalls, breakerTimeouts }: CallSettings) {
  const counts = createSlidingWindow();
  /** Time-outs since the last answer. */
  let timeouts = 0;
  let isSuspicious = false;
  return {
    /** Whether the last outcome was a time-out, and the subgraph has not answered since. */
    isSuspicious: () => isSuspicious,
    endSuspicion: () => {
      isSuspicious = false;
    },
    clear: () => {
      counts.clear();
      timeouts = 0;
      isSuspicious = false;
    },
    /** Counts an outcome. Returns whether it opens the breaker. */
    add: (outcome: CallOutcome, now: number): boolean => {
      if (outcome === 'unknown') return false;
      counts.add(outcome !== 'success', now);
      isSuspicious = outcome === 'timeout' && breakerTimeouts > 0;
      if (outcome === 'success') timeouts = 0;
      else if (outcome === 'timeout') timeouts += 1;
      const areTooMany = counts.calls >= breakerCalls && counts.failures * 100 >= counts.calls * breakerPercent;
      return (
        outcome !== 'success' && ((breakerTimeouts > 0 && timeouts >= breakerTimeouts) || (breakerPercent > 0 && areTooMany))
      );
    },
  };
}

/** The sums of calls and failures over the last ten buckets. */
function createSlidingWindow() {
  const calls = new Int32Array(BUCKETS);
  const failures = new Int32Array(BUCKETS);
  let newestBucket = 0;
  const window = {
    calls: 0,
    failures: 0,
    clear: () => {
      calls.fill(0);
      failures.fill(0);
      window.calls = window.failures = 0;
    },
    add: (failed: boolean, now: number) => {
      const bucket = Math.floor(now / BUCKET_MS);
      if (bucket !== newestBucket) advanceTo(bucket);
      const index = bucket % BUCKETS;
      calls[index] = (calls[index] as number) + 1;
      window.calls += 1;
      if (!failed) return;
      failures[index] = (failures[index] as number) + 1;
      window.failures += 1;
    },
  };
  const advanceTo = (bucket: number): void => {
    if (bucket - newestBucket >= BUCKETS) window.clear();
    else
      for (let expired = newestBucket + 1; expired <= bucket; expired++) {
        const index = expired % BUCKETS;
        window.calls -= calls[index] as number;
        window.failures -= failures[index] as number;
        calls[index] = failures[index] = 0;
      }
    newestBucket = bucket;
  };
  return window;
}
