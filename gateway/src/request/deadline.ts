/** A call to a subgraph in flight. It is given up when no request waits for it any more. */
export interface InFlightCall {
  /** The request of this deadline does not wait for the call any more. */
  leave(deadline: Deadline): void;
}

/** Until when the client of a request waits, and whether it is still connected. */
export interface Deadline {
  /** On the clock of `performance.now()`, in milliseconds. */
  readonly until: number;
  /** Whether the client has closed its connection. */
  gone: boolean;
  /** The calls that the request waits for. */
  readonly inFlight: Set<InFlightCall>;
}

/** A deadline `timeoutMs` from now. */
export const createDeadline = (timeoutMs: number): Deadline => ({
  until: performance.now() + timeoutMs,
  gone: false,
  inFlight: new Set(),
});

/** The client has closed its connection: calls that no other request waits for are given up. */
export function cancelCalls(deadline: Deadline): void {
  deadline.gone = true;
  for (const call of deadline.inFlight) call.leave(deadline);
}

/** The header in which a client says how many milliseconds it will wait, and the gateway says so to the subgraphs. */
export const TIMEOUT_HEADER = 'x-request-timeout';

/** The milliseconds that a client will wait, at most `mostMs`; null when the header says no such number. */
export function readTimeout(header: string | string[] | undefined, mostMs: number): number | null {
  if (header === undefined) return mostMs;
  return typeof header === 'string' && /^[1-9]\d{0,8}$/.test(header) ? Math.min(Number(header), mostMs) : null;
}
