import type { Dispatcher } from 'undici';
import type { CircuitBreaker } from './circuitBreaker.ts';
import type { FaultKind } from './subgraphFault.ts';

const PROBE_INTERVAL_MS = 250;
const PROBE_TIMEOUT_MS = 2_000;

/** Faults of a subgraph that cannot be reached, or whose database cannot. */
const OUTAGE_FAULTS: ReadonlySet<FaultKind> = new Set(['unreachable', 'unavailable']);

/**
 * Ends an open circuit breaker early after an outage: while the breaker is open, it requests the subgraph's `/ready` four times a second, and
 * admits the breaker's probe call as soon as the subgraph is ready. A subgraph without `/ready`, or one that is ready and fails its calls,
 * stays blocked for the breaker's full time.
 */
export function createReadinessProbe(pool: Dispatcher, breaker: CircuitBreaker): { callFailed(fault: FaultKind): void } {
  let isProbing = false;
  const isReady = async (): Promise<boolean> => {
    try {
      const limits = { headersTimeout: PROBE_TIMEOUT_MS, bodyTimeout: PROBE_TIMEOUT_MS };
      const { statusCode, body } = await pool.request({ path: '/ready', method: 'GET', ...limits });
      await body.dump();
      return statusCode === 200;
    } catch {
      return false;
    }
  };
  const probe = async (): Promise<void> => {
    if (await isReady()) breaker.allowProbe();
    if (breaker.state === 'open' && breaker.isBlocking(performance.now())) setTimeout(probe, PROBE_INTERVAL_MS).unref();
    else isProbing = false;
  };
  return {
    callFailed: (fault) => {
      if (isProbing || breaker.state !== 'open' || !OUTAGE_FAULTS.has(fault)) return;
      isProbing = true;
      setTimeout(probe, PROBE_INTERVAL_MS).unref();
    },
  };
}
