import type { Dispatcher } from 'undici';
import type { Breaker } from './breaker.ts';

const ASK_EVERY_MS = 250;
const ANSWER_WITHIN_MS = 2_000;

/** Faults of a subgraph that is away, or whose database is. */
const AWAY: ReadonlySet<string> = new Set(['unreachable', 'unavailable']);

/**
 * Looks after a subgraph whose calls the breaker holds back because it is away: asks its `/ready` four times a second, and lets a call go
 * when it is ready again, sooner than the breaker's time is up. One that answers badly though it is ready, or that has no `/ready`, is left
 * to that time.
 */
export function createComeback(pool: Dispatcher, breaker: Breaker): { callFailed(fault: string): void } {
  let isWatching = false;
  const isReady = async (): Promise<boolean> => {
    try {
      const limits = { headersTimeout: ANSWER_WITHIN_MS, bodyTimeout: ANSWER_WITHIN_MS };
      const { statusCode, body } = await pool.request({ path: '/ready', method: 'GET', ...limits });
      await body.dump();
      return statusCode === 200;
    } catch {
      return false;
    }
  };
  const look = async (): Promise<void> => {
    if (await isReady()) breaker.tryNow();
    if (breaker.state === 'open' && breaker.holds(performance.now())) setTimeout(look, ASK_EVERY_MS).unref();
    else isWatching = false;
  };
  return {
    callFailed: (fault) => {
      if (isWatching || breaker.state !== 'open' || !AWAY.has(fault)) return;
      isWatching = true;
      setTimeout(look, ASK_EVERY_MS).unref();
    },
  };
}
