import type { ByteString } from '../operation/byteString.ts';
import type { ExecutionContext } from '../request/context.ts';
import type { Deadline, InFlightCall } from '../request/deadline.ts';
import type { CallNote } from '../request/explanation.ts';
import type { SubgraphAnswer } from './subgraphAnswer.ts';
import { SubgraphFault } from './subgraphFault.ts';

/** Asynchronous work that can be cancelled: `done` then rejects with the fault. Cancelling work that has ended does nothing. */
export interface Cancellable<T> {
  readonly done: Promise<T>;
  cancel(fault: Error): void;
}

/** The answer of an in-flight request: its text for all waiting requests, and the parsed answer for the first one that takes it. */
export interface SharedAnswer {
  readonly status: number;
  readonly text: ByteString;
  parsed: SubgraphAnswer | null;
}

/** The request of a call. */
export interface CallRequest {
  /** A GraphQL request as JSON. */
  readonly body: ByteString;
  /** Whether the call is a query: only queries are repeated and shared. */
  readonly isRead: boolean;
  /** Whether the call selects custom scalars; numbers of its answer then keep all their digits. */
  readonly isExact: boolean;
  /** The note of the call in the explanation of the client's request, if the client asked for one. */
  readonly note?: CallNote | undefined;
}

/** One call to a subgraph in flight, with its time in the queue and its retries. */
export interface InFlightRequest extends CallRequest, InFlightCall {
  /** The context of the client's request that started it. */
  readonly context: ExecutionContext;
  /** The time at which it is cancelled, in milliseconds of `performance.now()`. */
  readonly until: number;
  readonly timeoutMs: number;
  /** Whether `until` is the client's deadline and not the limit of the call. */
  readonly endsAtClientDeadline: boolean;
  /** The deadlines of all client requests that wait for it. */
  waiters: readonly Deadline[];
  /** Its place among the calls that the call timer watches; -1 when it watches this one no more. */
  timerIndex: number;
  /** Why it was cancelled; null otherwise. */
  fault: SubgraphFault | null;
  /** The step that it waits for now: a slot, the response, or the delay before a retry. */
  pending: Cancellable<unknown> | null;
}

/** Creates an in-flight request. Its time limit is `timeoutMs`, or the client's deadline when that is sooner. */
export function createInFlightRequest(
  { body, isRead, isExact, note }: CallRequest,
  context: ExecutionContext,
  timeoutMs: number,
): InFlightRequest {
  const { deadline } = context;
  const limit = performance.now() + timeoutMs;
  const endsAtClientDeadline = deadline.until < limit;
  const inFlight: InFlightRequest = {
    body,
    isRead,
    isExact,
    note,
    context,
    until: endsAtClientDeadline ? deadline.until : limit,
    timeoutMs,
    endsAtClientDeadline,
    waiters: [deadline],
    timerIndex: -1,
    fault: null,
    pending: null,
    leave(waiter) {
      removeWaiter(inFlight, waiter);
    },
  };
  deadline.inFlight.add(inFlight);
  return inFlight;
}

/** Adds another client request that waits for the answer. */
export function addWaiter(inFlight: InFlightRequest, waiter: Deadline): void {
  inFlight.waiters = [...inFlight.waiters, waiter];
  waiter.inFlight.add(inFlight);
}

/** Removes a client request. Cancels the call when no other one waits for it. */
function removeWaiter(inFlight: InFlightRequest, waiter: Deadline): void {
  inFlight.waiters = inFlight.waiters.filter((other) => other !== waiter);
  if (inFlight.waiters.length === 0) cancel(inFlight, new SubgraphFault('abandoned', 'the client has closed its connection'));
}

/** Cancels a call at its time limit. */
export function expire(inFlight: InFlightRequest): void {
  const { timeoutMs, endsAtClientDeadline } = inFlight;
  cancel(
    inFlight,
    endsAtClientDeadline
      ? new SubgraphFault('deadline', "no answer before the client's deadline")
      : new SubgraphFault('timeout', `no answer within ${timeoutMs} ms`),
  );
}

/** Removes a call that has ended from the deadlines of the client requests that waited for it. */
export function detachWaiters(inFlight: InFlightRequest): void {
  for (const waiter of inFlight.waiters) waiter.inFlight.delete(inFlight);
}

function cancel(inFlight: InFlightRequest, fault: SubgraphFault): void {
  if (inFlight.fault) return;
  inFlight.fault = fault;
  inFlight.pending?.cancel(fault);
}

/** Waits for one step of a call. The step is cancelled with the call; if the call is cancelled already, at once. */
export function waitFor<T>(inFlight: InFlightRequest, pending: Cancellable<T>): Promise<T> {
  inFlight.pending = pending;
  if (inFlight.fault) pending.cancel(inFlight.fault);
  return pending.done;
}
