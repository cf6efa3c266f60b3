import { type Flight, leave } from '../calls/flight.ts';

/** The one who asked: until when it waits, and whether it is still there. Calls belong to it while they are on their way. */
export interface Patience {
  /** On the clock of `performance.now()`, in milliseconds. */
  readonly until: number;
  gone: boolean;
  /** The calls it waits for. */
  readonly waitsFor: Set<Flight>;
}

/** `timeoutMs` from now on, and no longer. */
export const createPatience = (timeoutMs: number): Patience => ({
  until: performance.now() + timeoutMs,
  gone: false,
  waitsFor: new Set(),
});

/** The one who asked has gone: what nobody else waits for is stopped. */
export function goAway(patience: Patience): void {
  patience.gone = true;
  for (const flight of patience.waitsFor) leave(flight, patience);
}

/** The header in which a client says how many milliseconds it will wait, and the gateway says so to the subgraphs. */
export const TIMEOUT_HEADER = 'x-request-timeout';

/** The milliseconds that a client will wait, at most `mostMs`; null when the header says no such number. */
export function readTimeout(header: string | string[] | undefined, mostMs: number): number | null {
  if (header === undefined) return mostMs;
  return typeof header === 'string' && /^[1-9]\d{0,8}$/.test(header) ? Math.min(Number(header), mostMs) : null;
}
