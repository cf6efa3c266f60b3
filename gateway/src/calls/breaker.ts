import type { CallSettings } from './settings.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';

/** Keeps calls from a subgraph that fails most of them, so that they neither wait for it nor weigh on it. */
export interface Breaker {
  readonly state: BreakerState;
  /** Whether no call may go out now. */
  holds(now: number): boolean;
  /** A pass for one call, to be given back with how the call ended; null when none may go out. */
  pass(now: number): Pass | null;
  /** `unknown`: the call was broken off and says nothing about the subgraph. */
  back(pass: Pass, outcome: 'success' | 'failure' | 'unknown', now: number): void;
  /** Open, it lets the next call go to see though its time is not up. */
  tryNow(): void;
}

/** Told by a call that went out before the breaker changed its state, an outcome no longer counts. */
export type Pass = number & { readonly brand?: 'pass' };

/** Failures are counted over this time, in parts that fall out one by one. */
const PARTS = 10;
const PART_MS = 1_000;

/**
 * Opens when of the calls of the last ten seconds too many failed, provided that there were enough. Open, it lets nothing out; after a
 * time one call goes to see, and by its outcome the breaker closes or stays open for as long again. Times are `performance.now()`.
 */
export function createBreaker({ breakerPercent, breakerCalls, breakerMs }: CallSettings): Breaker {
  const counts = createWindow();
  let state: BreakerState = 'closed';
  let openUntil = 0;
  let probing = false;
  let pass = 1;
  const become = (next: BreakerState, now: number): void => {
    state = next;
    pass += 1;
    probing = false;
    if (next === 'open') openUntil = now + breakerMs;
    else if (next === 'closed') counts.clear();
  };
  const holds = (now: number): boolean => state !== 'closed' && (state === 'half-open' ? probing : now < openUntil);
  return {
    get state() {
      return state;
    },
    holds,
    tryNow: () => {
      openUntil = Number.NEGATIVE_INFINITY;
    },
    pass: (now) => {
      if (state === 'closed') return pass;
      if (holds(now)) return null;
      if (state === 'open') become('half-open', now);
      probing = true;
      return pass;
    },
    back: (given, outcome, now) => {
      if (given !== pass) return;
      if (state === 'half-open') {
        if (outcome === 'unknown') probing = false;
        else become(outcome === 'success' ? 'closed' : 'open', now);
      } else if (outcome !== 'unknown') {
        counts.add(outcome === 'failure', now);
        if (outcome === 'success' || breakerPercent === 0) return;
        if (counts.calls >= breakerCalls && counts.failures * 100 >= counts.calls * breakerPercent) become('open', now);
      }
    },
  };
}

function createWindow() {
  const calls = new Int32Array(PARTS);
  const failures = new Int32Array(PARTS);
  let part = 0;
  const window = {
    calls: 0,
    failures: 0,
    clear: () => {
      calls.fill(0);
      failures.fill(0);
      window.calls = window.failures = 0;
    },
    add: (failed: boolean, now: number) => {
      const current = Math.floor(now / PART_MS);
      if (current !== part) forget(current);
      const at = current % PARTS;
      calls[at] = (calls[at] as number) + 1;
      window.calls += 1;
      if (!failed) return;
      failures[at] = (failures[at] as number) + 1;
      window.failures += 1;
    },
  };
  const forget = (current: number): void => {
    if (current - part >= PARTS) window.clear();
    else
      for (let old = part + 1; old <= current; old++) {
        const at = old % PARTS;
        window.calls -= calls[at] as number;
        window.failures -= failures[at] as number;
        calls[at] = failures[at] = 0;
      }
    part = current;
  };
  return window;
}
