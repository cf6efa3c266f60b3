import type { SubgraphFault } from './answer.ts';
import type { Budget } from './budget.ts';
import type { Flight, Wait } from './flight.ts';
import type { CallSettings } from './settings.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** Faults that another attempt may not meet, and that cost the subgraph little. One that was slow is not asked to be slow again. */
const PASSING: ReadonlySet<string> = new Set(['unreachable', 'unavailable']);

/**
 * The milliseconds after which a call that failed is sent again; null when it is not. Only reads are, within the budget, and when
 * the pause fits into their time. The pause is drawn from nothing up to a bound that doubles each time ("full jitter"), and is not
 * shorter than the subgraph asks for by `retry-after`.
 */
export function pauseBeforeRetry(
  flight: Flight,
  { kind, retryAfterMs }: SubgraphFault,
  resends: number,
  { settings, budget }: { readonly settings: CallSettings; readonly budget: Budget },
): number | null {
  if (!flight.isRead || flight.fault || resends >= settings.retries || !PASSING.has(kind)) return null;
  const drawn = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** resends);
  const pause = Math.max(drawn, retryAfterMs ?? 0);
  if (performance.now() + pause >= flight.until) return null;
  return budget.spend() ? pause : null;
}

/** Waits so long. */
export function pause(ms: number): Wait<void> {
  let stop: (fault: Error) => void = () => {};
  const done = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    stop = (fault) => {
      clearTimeout(timer);
      reject(fault);
    };
  });
  return { done, stop };
}

/** The milliseconds that a header `retry-after` asks for (RFC 9110, 10.2.3); null when it says nothing that is understood. */
export function readRetryAfter(header: string | undefined, now = Date.now()): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? null : Math.max(0, instant - now);
}
