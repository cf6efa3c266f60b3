/** A call to a subgraph in flight. It is cancelled when no request waits for it. */
export interface InFlightCall {
  /** Called when the request with this deadline no longer waits for the call. */
  leave(deadline: Deadline): void;
}

/** The deadline of a request, and whether its client is still connected. */
export interface Deadline {
  /** In milliseconds of `performance.now()`. */
  readonly until: number;
  /** Whether the client has closed its connection. */
  isClientGone: boolean;
  /** The calls that the request waits for. */
  readonly inFlight: Set<InFlightCall>;
}

/** A deadline `timeoutMs` from now. */
export const createDeadline = (timeoutMs: number): Deadline => ({
  until: performance.now() + timeoutMs,
  isClientGone: false,
  inFlight: new Set(),
});

/** Cancels the calls of a request whose client has closed its connection, but for calls that other requests wait for. */
export function cancelCalls(deadline: Deadline): void {
  deadline.isClientGone = true;
  for (const call of deadline.inFlight) call.leave(deadline);
}

/** The header with the remaining time in milliseconds, from clients to the gateway and from the gateway to subgraphs. */
export const TIMEOUT_HEADER = 'x-request-timeout';

/** The time limit that a client sets, at most `maxMs`; `maxMs` without the header; null for a malformed header. */
export function readTimeout(header: string | string[] | undefined, maxMs: number): number | null {
  if (header === undefined) return maxMs;
  return typeof header === 'string' && /^[1-9]\d{0,8}$/.test(header) ? Math.min(Number(header), maxMs) : null;
}
