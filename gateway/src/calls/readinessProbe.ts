import type { Dispatcher } from 'undici';
import type { CircuitBreaker } from './circuitBreaker.ts';
import type { FaultKind } from './subgraphFault.ts';

const PROBE_INTERVAL_MS = 250;
/** Shorter than `breakerMs` by default, so that the probe detects an outage before the breaker admits its probe call. */
const PROBE_TIMEOUT_MS = 1_000;

/** Faults of a subgraph that cannot be reached or does not answer, or whose database cannot be reached. */
const OUTAGE_FAULTS: ReadonlySet<FaultKind> = new Set(['unreachable', 'unavailable', 'timeout']);

/**
 * Requests a subgraph's `/ready` to decide about its circuit breaker.
 * - After a time-out: the breaker opens at once if `/ready` is not answered, and its suspicion ends if it is.
 * - While the breaker is open after an outage, four times a second: the breaker admits its probe call as soon as the subgraph is ready. While `/ready`
 *   is not answered, the probe call is postponed, so that no client waits for it.
 *
 * A subgraph without `/ready`, and one that is ready but fails its calls, stays blocked for the full `breakerMs`.
 */
export function createReadinessProbe(pool: Dispatcher, breaker: CircuitBreaker): { callFailed(fault: FaultKind): void } {
  let isProbing = false;
  let isCheckingSuspicion = false;
  /** The status of `/ready`; null when there is no answer. */
  const readStatus = async (): Promise<number | null> => {
    try {
      // The timeouts of undici can be a second late.
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
  const checkSuspicion = async (): Promise<void> => {
    isCheckingSuspicion = true;
    const status = await readStatus();
    isCheckingSuspicion = false;
    if (status !== null) return breaker.endSuspicion();
    breaker.openOnSuspicion(performance.now());
    startProbing();
  };
  return {
    callFailed: (fault) => {
      if (breaker.isSuspecting && !isCheckingSuspicion) void checkSuspicion();
      if (OUTAGE_FAULTS.has(fault)) startProbing();
    },
  };
}
