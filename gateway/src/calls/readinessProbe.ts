import type { Dispatcher } from 'undici';
import type { CircuitBreaker } from './circuitBreaker.ts';
import type { FaultKind } from './subgraphFault.ts';

const PROBE_INTERVAL_MS = 250;
/** Shorter than breakers are open by default: a subgraph that does not answer is known of before a call finds out. */
const PROBE_TIMEOUT_MS = 1_000;

/** Faults of a subgraph that cannot be reached or does not answer, or whose database cannot be reached. */
const OUTAGE_FAULTS: ReadonlySet<FaultKind> = new Set(['unreachable', 'unavailable', 'timeout']);

/**
 * Asks a subgraph whose call timed out for its `/ready`, and opens the breaker at once when it does not even answer that. Ends an open circuit breaker early after an outage: while the breaker is open, it requests the subgraph's `/ready` four times a second, and
 * admits the breaker's probe call as soon as the subgraph is ready. While the subgraph does not even answer that, no call is kept waiting as the
 * breaker's probe. A subgraph without `/ready`, or one that is ready and fails its calls,
 * stays blocked for the breaker's full time.
 */
export function createReadinessProbe(pool: Dispatcher, breaker: CircuitBreaker): { callFailed(fault: FaultKind): void } {
  let isProbing = false;
  let isAsking = false;
  /** The status of `/ready`; null when there is no answer. */
  const readStatus = async (): Promise<number | null> => {
    try {
      // The time limits of undici are a second late at times.
      const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
      const { statusCode, body } = await pool.request({ path: '/ready', method: 'GET', signal });
      await body.dump();
      return statusCode;
    } catch {
      return null;
    }
  };
  const probe = async (): Promise<void> => {
    const status = await readStatus();
    if (status === 200) breaker.allowProbe();
    else if (status === null) breaker.postponeProbe(performance.now());
    if (breaker.state === 'open' && breaker.isBlocking(performance.now())) setTimeout(probe, PROBE_INTERVAL_MS).unref();
    else isProbing = false;
  };
  const startProbing = (): void => {
    if (isProbing || breaker.state !== 'open') return;
    isProbing = true;
    setTimeout(probe, PROBE_INTERVAL_MS).unref();
  };
  const ask = async (): Promise<void> => {
    isAsking = true;
    const status = await readStatus();
    isAsking = false;
    if (status !== null) return breaker.trust();
    breaker.distrust(performance.now());
    startProbing();
  };
  return {
    callFailed: (fault) => {
      if (breaker.isSuspecting && !isAsking) void ask();
      if (OUTAGE_FAULTS.has(fault)) startProbing();
    },
  };
}
