import type { Viewer } from '@union-graph/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { refuse } from '../../http/answers.ts';
import { LONGEST_NAME } from '../../request/cut.ts';
import { askerOf, type Permit, type PlanningQueue } from '../../request/planningQueue.ts';
import type { Turns } from '../../request/turns.ts';
import { type Limits, nameTooLong, overLimit } from './limits.ts';

/** Texts that are known to have passed, and how many bytes of them. */
const KNOWN = { max: 5_000, maxSize: 16 * 1024 * 1024 };

interface GuardOptions {
  readonly limits: Limits;
  readonly turns: Turns;
  readonly planning: PlanningQueue;
  readonly viewerOf: (request: FastifyRequest) => Viewer;
}

/**
 * Refuses documents over a limit before the server validates them: validation takes the square of what some of them hold.
 * A text that has passed once is known; a new one waits in the planning queue, and is then read in a turn of its own. It keeps its
 * permit until it is planned, or its request has ended.
 */
export function createLimitGuard({ limits, turns, planning, viewerOf }: GuardOptions) {
  const passed = new LRUCache<string, true>({ ...KNOWN, sizeCalculation: (_, text) => 100 + 2 * text.length });
  const permits = new WeakMap<FastifyRequest, Permit>();

  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const bytes = Number(request.headers['content-length'] ?? 0);
    const permit = await planning.enter(askerOf(viewerOf(request), request.ip), bytes, () => reply.raw.destroyed);
    permits.set(request, permit);
    reply.raw.once('close', permit.release);
    if (reply.raw.destroyed) permit.release();
  };

  const preHandler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { query: source, operationName } = askedOf(request);
    if (typeof operationName === 'string' && operationName.length > LONGEST_NAME)
      return refuseBy(request, reply, nameTooLong(operationName));
    if (typeof source !== 'string' || passed.get(source)) return undefined;
    // What is too long is not kept waiting.
    if (source.length > limits.documentBytes) return refuseBy(request, reply, overLimit(source, limits));
    try {
      await admit(request, reply);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return refuseBy(request, reply, error);
    }
    await turns.take();
    const refusal = overLimit(source, limits);
    if (refusal) return refuseBy(request, reply, refusal);
    passed.set(source, true);
    return undefined;
  };
  return { preHandler, permitOf: (request: FastifyRequest): Permit | undefined => permits.get(request) };
}

function refuseBy(request: FastifyRequest, reply: FastifyReply, error: GraphQLError | null): FastifyReply | undefined {
  if (!error) return undefined;
  const { code, retryAfterMs } = error.extensions;
  const status = code === 'RATE_LIMITED' ? 429 : 400;
  return refuse(request, reply, {
    status,
    code: String(code),
    message: error.message,
    ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
  });
}

function askedOf({ body, query }: FastifyRequest): { readonly query?: unknown; readonly operationName?: unknown } {
  const from: unknown = body ?? query;
  return typeof from === 'object' && from !== null ? from : {};
}
