import type { CallSettings } from './callSettings.ts';
import type { Cancellable, InFlightRequest } from './inFlightRequest.ts';
import type { RetryBudget } from './retryBudget.ts';
import type { FaultKind, SubgraphFault } from './subgraphFault.ts';

const FIRST_DELAY_MS = 50;
const MAX_DELAY_MS = 1_000;

/** Faults that are likely to be temporary and cost the subgraph little. A call to a slow subgraph is not retried. */
const RETRYABLE: ReadonlySet<FaultKind> = new Set(['unreachable', 'unavailable']);

/**
 * The delay in milliseconds before a failed call is retried; null when it is not retried. Only reads are retried, within the retry budget, and
 * only if the delay ends before the call's time limit. The delay is random up to a bound that doubles with each retry ("full jitter"), and at
 * least the subgraph's `retry-after`.
 */
export function delayBeforeRetry(
  inFlight: InFlightRequest,
  { kind, retryAfterMs }: SubgraphFault,
  retries: number,
  { settings, budget }: { readonly settings: CallSettings; readonly budget: RetryBudget },
): number | null {
  if (!inFlight.isRead || inFlight.fault || retries >= settings.retries || !RETRYABLE.has(kind)) return null;
  const jitter = Math.random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** retries);
  const ms = Math.max(jitter, retryAfterMs ?? 0);
  if (performance.now() + ms >= inFlight.until) return null;
  return budget.spend() ? ms : null;
}

/** A delay of `ms` milliseconds that can be cancelled. */
export function delay(ms: number): Cancellable<void> {
  let cancel: (fault: Error) => void = () => {};
  const done = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    cancel = (fault) => {
      clearTimeout(timer);
      reject(fault);
    };
  });
  return { done, cancel };
}

/** The milliseconds of a `retry-after` header (RFC 9110, 10.2.3); null when it is absent or malformed. */
export function readRetryAfter(header: string | undefined, now = Date.now()): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? null : Math.max(0, instant - now);
}
