import type { CallMetrics } from './callMetrics.ts';
import type { CallSettings } from './callSettings.ts';
import type { CallTimer } from './callTimer.ts';
import type { CallOutcome, CircuitBreaker } from './circuitBreaker.ts';
import type { ConcurrencyLimiter } from './concurrencyLimiter.ts';
import { createLatencyPercentile } from './hedge.ts';
import { detachWaiters, type InFlightRequest, type SharedAnswer, waitFor } from './inFlightRequest.ts';
import type { HttpResponse } from './post.ts';
import type { createReadinessProbe } from './readinessProbe.ts';
import { delay, delayBeforeRetry } from './retry.ts';
import { createRetryBudget } from './retryBudget.ts';
import { readHttpResponse } from './subgraphAnswer.ts';
import { type FaultKind, SubgraphFault, toFault } from './subgraphFault.ts';

interface CallPipelineOptions {
  readonly name: string;
  readonly settings: CallSettings;
  readonly metrics: CallMetrics;
  readonly timer: CallTimer;
  readonly limiter: ConcurrencyLimiter;
  readonly breaker: CircuitBreaker;
  readonly readiness: ReturnType<typeof createReadinessProbe>;
  readonly send: (inFlight: InFlightRequest) => Promise<HttpResponse>;
}

/** Faults that count as failures of the subgraph, besides time-outs. A call that was not sent, or had a short client deadline, does not count. */
const SUBGRAPH_FAILURES: ReadonlySet<FaultKind> = new Set(['unreachable', 'malformed', 'failed', 'unavailable']);

/**
 * Sends an in-flight request to the subgraph, through the concurrency limiter and the circuit breaker, and retries it if that is allowed.
 * Rejects with the fault of the last attempt.
 */
export function createCallPipeline(options: CallPipelineOptions): (inFlight: InFlightRequest) => Promise<SharedAnswer> {
  const { settings, metrics, timer, name } = options;
  const budget = createRetryBudget(settings.retryPercent);
  const sendOnce = createSendOnce(options);
  return async (inFlight) => {
    timer.add(inFlight);
    if (inFlight.isRead) budget.earn();
    try {
      for (let retries = 0; ; retries++) {
        try {
          return await sendOnce(inFlight);
        } catch (error) {
          const ms = delayBeforeRetry(inFlight, toFault(error), retries, { settings, budget });
          if (ms === null) throw error;
          metrics.retried(name);
          if (inFlight.note) inFlight.note.retries += 1;
          await waitFor(inFlight, delay(ms));
        }
      }
    } finally {
      timer.delete(inFlight);
      detachWaiters(inFlight);
    }
  };
}

/** Sends the request once and reports the outcome to the circuit breaker. */
function createSendOnce({ name, settings, limiter, breaker, readiness, send }: CallPipelineOptions) {
  const latency = createLatencyPercentile(NEARLY_ALL);
  return async (inFlight: InFlightRequest): Promise<SharedAnswer> => {
    if (breaker.isBlocking(performance.now())) throw breakerOpenFault();
    const turn = limiter.acquire();
    if (turn) await waitFor(inFlight, turn);
    const start = performance.now();
    const epoch = breaker.admit(start);
    try {
      if (epoch === null) throw breakerOpenFault();
      if (inFlight.fault) throw inFlight.fault;
      const reply = await send(inFlight);
      const answer = { status: reply.status, text: reply.text, parsed: readHttpResponse(name, reply, inFlight.isExact) };
      const now = performance.now();
      latency.observe(now - start);
      breaker.report(epoch, 'success', now);
      return answer;
    } catch (error) {
      const { kind } = toFault(error);
      const now = performance.now();
      const outcome = outcomeOf(kind, now - start, { breakerWaitMs: settings.breakerWaitMs, usualMs: latency.value() });
      if (epoch !== null) breaker.report(epoch, outcome, now);
      readiness.callFailed(outcome === 'timeout' ? outcome : kind);
      throw error;
    } finally {
      limiter.release();
    }
  };
}

/** The share of answers that a call must have waited longer than to count as one without an answer. */
const NEARLY_ALL = 0.99;

/** When a call that the client's deadline ended counts as a time-out. */
interface Patience {
  readonly breakerWaitMs: number;
  /** In which time nearly all calls were answered of late; null while that is not known. */
  readonly usualMs: number | null;
}

/** What a fault says about the subgraph's health, by how long the call was under way. */
export function outcomeOf(kind: FaultKind, waitedMs: number, { breakerWaitMs, usualMs }: Patience): CallOutcome {
  if (kind === 'timeout') return 'timeout';
  if (kind === 'deadline' && breakerWaitMs > 0 && waitedMs >= breakerWaitMs && waitedMs > (usualMs ?? 0)) return 'timeout';
  return SUBGRAPH_FAILURES.has(kind) ? 'failure' : 'unknown';
}

const breakerOpenFault = () =>
  new SubgraphFault('breaker_open', 'the circuit breaker is open: too many calls to this subgraph failed lately');
