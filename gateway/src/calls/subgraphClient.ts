import type { GraphQLFormattedError } from 'graphql';
import { Pool } from 'undici';
import type { ExecutionContext } from '../request/context.ts';
import type { CallNote } from '../request/explanation.ts';
import { viewerKey } from './callHeaders.ts';
import type { CallMetrics } from './callMetrics.ts';
import { createCallPipeline } from './callPipeline.ts';
import type { CallSettings } from './callSettings.ts';
import type { CallTimer } from './callTimer.ts';
import { type BreakerState, createCircuitBreaker } from './circuitBreaker.ts';
import { createConcurrencyLimiter } from './concurrencyLimiter.ts';
import { errorsOfFailedCall, type FailedCallRequest } from './errorsOfFailedCall.ts';
import { createInFlightReads } from './inFlightReads.ts';
import { type CallRequest, createInFlightRequest, type SharedAnswer } from './inFlightRequest.ts';
import { createReadinessProbe } from './readinessProbe.ts';
import { createSender } from './sender.ts';
import { readAnswer, type SubgraphAnswer } from './subgraphAnswer.ts';
import { SubgraphFault, toFault } from './subgraphFault.ts';

/** One call to a subgraph. */
export interface SubgraphCall extends CallRequest {
  /** Describes the request for the errors of a failed call. Called only when the call has failed. */
  readonly failedRequest: () => FailedCallRequest;
}

/** Calls one subgraph. Never rejects: the answer of a failed call has no data, and an error for each field of the call. */
export interface SubgraphClient {
  call(call: SubgraphCall, context: ExecutionContext): Promise<SubgraphAnswer>;
  /** Logs the fault of a call with an unusable answer, and returns an error for each of its fields. */
  reportFailure(fault: SubgraphFault, lost: FailedCallRequest, context: ExecutionContext): readonly GraphQLFormattedError[];
}

/** The state of a subgraph client, for metrics and `/ready`. */
export interface ClientState {
  readonly name: string;
  readonly breaker: BreakerState;
  readonly active: number;
  readonly waiting: number;
}

export interface SubgraphClientOptions {
  readonly name: string;
  readonly url: string;
  readonly settings: CallSettings;
  /** The `authorization` header that states to this subgraph who the viewer is; null when the gateway runs open. */
  readonly passport: ((context: ExecutionContext) => Promise<string | null>) | null;
  readonly metrics: CallMetrics;
  readonly timer: CallTimer;
  /** How connections are made; the usual way when left out. */
  readonly connect?: Pool.Options['connect'];
}

/**
 * Calls one subgraph. A fault affects only the fields of its call: they are null, each with a `DEPENDENCY_UNAVAILABLE` error that names the
 * service. The steps of a call: share an equal read → concurrency limiter → circuit breaker → send (hedged) → read the answer →
 * retry.
 */
export function createSubgraphClient(options: SubgraphClientOptions): SubgraphClient & { state(): ClientState } {
  const { name, url, settings, metrics, connect } = options;
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: settings.connections,
    keepAliveTimeout: 10_000,
    connectTimeout: settings.timeoutMs,
    ...(connect && { connect }),
    // The call timer enforces the timeouts.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const limiter = createConcurrencyLimiter(settings.connections, settings.queue);
  const breaker = createCircuitBreaker(settings);
  const readiness = createReadinessProbe(pool, breaker);
  const send = createSender({ ...options, pool, path: pathname + search, limiter });
  const run = createCallPipeline({ ...options, limiter, breaker, readiness, send });
  const perform = createPerformCall(options, run);

  const reportFailure: SubgraphClient['reportFailure'] = (fault, lost, { requestId, log }) => {
    const level = fault.kind === 'abandoned' ? 'debug' : 'warn';
    log[level]({ requestId, subgraph: name, fault: fault.kind, reason: fault.message }, 'a call to a subgraph failed');
    return errorsOfFailedCall(name, fault, lost);
  };
  return {
    reportFailure,
    call: async (call, context) => {
      context.calls.count += 1;
      const start = performance.now();
      try {
        const answer = await perform(call, context);
        metrics.called(name, 'answered', start);
        if (call.note) completeNote(call.note, 'answered', start);
        return answer;
      } catch (error) {
        const fault = toFault(error);
        metrics.called(name, fault.kind, start);
        if (call.note) completeNote(call.note, fault.kind, start);
        return { data: null, errors: reportFailure(fault, call.failedRequest(), context) };
      }
    },
    state: () => ({ name, breaker: breaker.state, active: limiter.active, waiting: limiter.queued }),
  };
}

/** Runs a call, or joins an equal read that is in flight. Rejects with the fault of the call. */
function createPerformCall({ name, settings, metrics }: SubgraphClientOptions, run: ReturnType<typeof createCallPipeline>) {
  const reads = createInFlightReads();
  const performAlone = async (call: SubgraphCall, context: ExecutionContext): Promise<SubgraphAnswer> =>
    takeAnswer(await run(createInFlightRequest(call, context, settings.timeoutMs)), call, name);
  const performShared = async (call: SubgraphCall, context: ExecutionContext): Promise<SubgraphAnswer> => {
    const key = viewerKey(context) + call.body;
    const joined = reads.join(key, context.deadline);
    if (joined) {
      metrics.shared(name);
      if (call.note) call.note.shared = true;
      return takeAnswer(await joined, call, name);
    }
    const inFlight = createInFlightRequest(call, context, settings.timeoutMs);
    const answer = run(inFlight);
    reads.add(key, inFlight, answer);
    try {
      return takeAnswer(await answer, call, name);
    } finally {
      reads.remove(key, inFlight);
    }
  };
  return async (call: SubgraphCall, context: ExecutionContext): Promise<SubgraphAnswer> => {
    const { deadline } = context;
    if (deadline.isClientGone) throw new SubgraphFault('abandoned', 'the client has closed its connection');
    if (deadline.until <= performance.now()) throw new SubgraphFault('deadline', "the client's deadline has passed");
    if (call.isRead) return settings.sharing ? performShared(call, context) : performAlone(call, context);
    try {
      return await performAlone(call, context);
    } finally {
      // Reads that are in flight may return data from before the mutation, also when it failed.
      reads.clear();
    }
  };
}

function completeNote(note: CallNote, outcome: string, start: number): void {
  note.ms = performance.now() - start;
  note.outcome = outcome;
}

/** The first request takes the parsed answer; the others parse the text again, because execution changes the parsed data in place. */
function takeAnswer(shared: SharedAnswer, { note, isExact }: SubgraphCall, service: string): SubgraphAnswer {
  if (note) note.bytesReceived = shared.text.length;
  const { parsed } = shared;
  shared.parsed = null;
  return parsed ?? readAnswer(service, shared.status, shared.text, isExact);
}
