import type { GraphQLFormattedError } from 'graphql';
import { Pool } from 'undici';
import type { RequestContext } from '../request/context.ts';
import type { CallNote } from '../request/explanation.ts';
import { readAnswer, type SubgraphAnswer, SubgraphFault, toFault } from './answer.ts';
import { type BreakerState, createBreaker } from './breaker.ts';
import { createComeback } from './comeback.ts';
import { createFlight, type Landed } from './flight.ts';
import { createFly } from './fly.ts';
import { createGate } from './gate.ts';
import { type LostCall, lostFields } from './lostFields.ts';
import type { CallMetrics } from './metrics.ts';
import { readerOf } from './reader.ts';
import { createSender } from './sender.ts';
import type { CallSettings } from './settings.ts';
import { createSharing } from './sharing.ts';
import type { Watch } from './watch.ts';

/** One call: a GraphQL request as JSON. `lost` is asked only when it fails. */
export interface SubgraphCall {
  readonly body: string;
  /** Whether it may be sent twice, or once for several who ask the same. */
  readonly isRead: boolean;
  /** Whether custom scalars are asked for, whose numbers keep all their digits. */
  readonly isExact: boolean;
  readonly lost: () => LostCall;
  /** Where it is noted how the call went, for whoever asked. */
  readonly note?: CallNote | undefined;
}

/** Calls one subgraph. Never rejects: a call that fails is an answer without data that names each field it was to bring. */
export interface SubgraphSource {
  call(call: SubgraphCall, context: RequestContext): Promise<SubgraphAnswer>;
  /** The errors of a call whose answer turned out to be of no use. */
  failed(fault: SubgraphFault, lost: LostCall, context: RequestContext): readonly GraphQLFormattedError[];
}

/** How the calls to one subgraph stand, for those who run it. */
export interface SourceState {
  readonly name: string;
  readonly breaker: BreakerState;
  readonly active: number;
  readonly waiting: number;
}

export interface SubgraphSourceOptions {
  readonly name: string;
  readonly url: string;
  readonly settings: CallSettings;
  /** The `authorization` header that proves to this subgraph who asks; null when the gateway runs open. */
  readonly passport: ((context: RequestContext) => Promise<string>) | null;
  readonly metrics: CallMetrics;
  readonly watch: Watch;
}

/**
 * Calls one subgraph. Whatever goes wrong on the way costs the fields of this call and nothing more: they are null, each with a
 * `DEPENDENCY_UNAVAILABLE` that names the service. The way of a call: share → gate → breaker → send (hedged) → read → again?
 */
export function createSubgraphSource(options: SubgraphSourceOptions): SubgraphSource & { state(): SourceState } {
  const { name, url, settings, metrics, watch } = options;
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: settings.connections,
    keepAliveTimeout: 10_000,
    connectTimeout: settings.timeoutMs,
    // The watch ends what takes too long.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const gate = createGate(settings.connections, settings.queue);
  const breaker = createBreaker(settings);
  const sharing = createSharing();
  const send = createSender({ ...options, pool, path: pathname + search, gate });

  const comeback = createComeback(pool, breaker);
  const fly = createFly({ name, settings, metrics, watch, gate, breaker, comeback, send });

  const alone = async (call: SubgraphCall, context: RequestContext): Promise<SubgraphAnswer> =>
    take(await fly(createFlight(call, context, settings.timeoutMs)), call, name);
  const shared = async (call: SubgraphCall, context: RequestContext): Promise<SubgraphAnswer> => {
    const key = readerOf(context) + call.body;
    const known = sharing.join(key, context.deadline);
    if (known) {
      metrics.shared(name);
      if (call.note) call.note.shared = true;
      return take(await known, call, name);
    }
    const flight = createFlight(call, context, settings.timeoutMs);
    const landing = fly(flight);
    sharing.open(key, flight, landing);
    try {
      return take(await landing, call, name);
    } finally {
      sharing.close(key, flight);
    }
  };
  const land = async (call: SubgraphCall, context: RequestContext): Promise<SubgraphAnswer> => {
    const { deadline } = context;
    if (deadline.gone) throw new SubgraphFault('abandoned', 'the client has gone away');
    if (deadline.until <= performance.now()) throw new SubgraphFault('deadline', 'the time that the client gave was over');
    if (call.isRead) return settings.sharing ? shared(call, context) : alone(call, context);
    try {
      return await alone(call, context);
    } finally {
      // However the change ended, reads that are on their way may bring what was before it.
      sharing.closeAll();
    }
  };

  const failed: SubgraphSource['failed'] = (fault, lost, { requestId, log }) => {
    const level = fault.kind === 'abandoned' ? 'debug' : 'warn';
    log[level]({ requestId, subgraph: name, fault: fault.kind, reason: fault.message }, 'a call to a subgraph failed');
    return lostFields(name, fault, lost);
  };
  return {
    failed,
    call: async (call, context) => {
      context.calls.count += 1;
      const start = performance.now();
      try {
        const answer = await land(call, context);
        metrics.called(name, 'answered', start);
        if (call.note) close(call.note, 'answered', start);
        return answer;
      } catch (error) {
        const fault = toFault(error);
        metrics.called(name, fault.kind, start);
        if (call.note) close(call.note, fault.kind, start);
        return { data: null, errors: failed(fault, call.lost(), context) };
      }
    },
    state: () => ({ name, breaker: breaker.state, active: gate.inside, waiting: gate.waiting }),
  };
}

function close(note: CallNote, outcome: string, start: number): void {
  note.ms = performance.now() - start;
  note.outcome = outcome;
}

/** The first to take an answer gets it as it was read; the others read the text for themselves, since each one changes its own. */
function take(landed: Landed, { note, isExact }: SubgraphCall, service: string): SubgraphAnswer {
  if (note) note.bytesReceived = Buffer.byteLength(landed.text);
  const { answer } = landed;
  landed.answer = null;
  return answer ?? readAnswer(service, landed.status, landed.text, isExact);
}
