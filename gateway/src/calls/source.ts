import type { GraphQLFormattedError } from 'graphql';
import { Pool } from 'undici';
import type { RequestContext } from '../context.ts';
import type { SubgraphMetrics } from '../metrics.ts';
import { readAnswer, type SubgraphAnswer, SubgraphFault } from './answer.ts';
import { type LostCall, lostFields } from './lostFields.ts';
import { post } from './post.ts';

/** Calls one subgraph. Never rejects: a call that fails is an answer without data that names each field it was to bring. */
export interface SubgraphSource {
  /** Sends the body, a GraphQL request as JSON. `lost` is asked only when the call fails. */
  call(body: string, lost: () => LostCall, context: RequestContext): Promise<SubgraphAnswer>;
  /** The errors of a call whose answer turned out to be of no use. */
  failed(fault: SubgraphFault, lost: LostCall, context: RequestContext): readonly GraphQLFormattedError[];
}

export interface SubgraphSourceOptions {
  readonly name: string;
  readonly url: string;
  /** For the whole call, from sending to the last byte. */
  readonly timeoutMs: number;
  /** The `authorization` header that proves to this subgraph who asks; null when the gateway runs open. */
  readonly passport: ((context: RequestContext) => Promise<string>) | null;
  readonly metrics: SubgraphMetrics;
}

/**
 * Calls one subgraph. Whatever goes wrong on the way (no connection, no answer in time, an answer that is not GraphQL) costs
 * the fields of this call and nothing more: they are null, each with a `DEPENDENCY_UNAVAILABLE` that names the service.
 */
export function createSubgraphSource(options: SubgraphSourceOptions): SubgraphSource {
  const { name, url, metrics } = options;
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: 64, keepAliveTimeout: 10_000 });
  const path = pathname + search;
  const failed: SubgraphSource['failed'] = (fault, lost, { requestId, log }) => {
    const level = fault.kind === 'abandoned' ? 'debug' : 'warn';
    log[level]({ requestId, subgraph: name, fault: fault.kind, reason: fault.message }, 'a call to a subgraph failed');
    return lostFields(name, fault, lost);
  };
  return {
    failed,
    call: async (body, lost, context) => {
      context.calls.count += 1;
      const start = performance.now();
      try {
        const answer = await send(pool, path, options, body, context);
        metrics.observe(name, 'answered', start);
        return answer;
      } catch (error) {
        const fault = error instanceof SubgraphFault ? error : new SubgraphFault('unreachable', String(error));
        metrics.observe(name, fault.kind, start);
        return { data: null, errors: failed(fault, lost(), context) };
      }
    },
  };
}

async function send(
  pool: Pool,
  path: string,
  { name, timeoutMs, passport }: SubgraphSourceOptions,
  body: string,
  context: RequestContext,
): Promise<SubgraphAnswer> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-request-id': context.requestId,
  };
  if (passport) headers.authorization = await passport(context);
  if (context.testNow) headers['x-test-now'] = context.testNow;
  const { status, text } = await post(pool, { path, headers, body }, timeoutMs, context.signal);
  return readAnswer(name, status, text);
}
