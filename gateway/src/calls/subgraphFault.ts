/** Why a call has no usable answer. The values are labels of the metrics. */
export type FaultKind =
  /** No connection, or a connection that broke before the answer was complete. */
  | 'unreachable'
  /** No answer within `SUBGRAPH_TIMEOUT_MS`. */
  | 'timeout'
  /** No answer before the client's own deadline. */
  | 'deadline'
  /** The client closed its connection. */
  | 'abandoned'
  /** The answer is not GraphQL. */
  | 'malformed'
  /** The answer is larger than `SUBGRAPH_MAX_BYTES`. */
  | 'oversized'
  /** The subgraph rejected the gateway's request: 401, or a document that is not valid for it. */
  | 'refused'
  /** The subgraph answered, but executed nothing. */
  | 'failed'
  /** Like `failed`, with the status of a temporary fault: 502, 503 or 504. */
  | 'unavailable'
  /** The call was not sent, because the circuit breaker is open. */
  | 'breaker_open'
  /** The call was not sent, because the queue is full, or no connection became free in time. */
  | 'queue_full';

/** A call has no usable answer. The message is for the log and is never sent to a client. */
export class SubgraphFault extends Error {
  override name = 'SubgraphFault';
  constructor(
    readonly kind: FaultKind,
    message: string,
    /** The milliseconds of the subgraph's `retry-after` header; null without the header. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

/** The error itself when it is a {@link SubgraphFault}; any other error comes from the connection and becomes `unreachable`. */
export const toFault = (error: unknown): SubgraphFault =>
  error instanceof SubgraphFault ? error : new SubgraphFault('unreachable', String(error));
