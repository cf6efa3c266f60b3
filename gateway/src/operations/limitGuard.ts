import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { refuse } from '../http/answers.ts';
import { type Limits, overLimit } from './limits.ts';
import type { Turns } from './turns.ts';

/** Texts that are known to have passed, and how many characters of them. */
const KNOWN = { max: 5_000, maxSize: 8_000_000 };

/** New texts that may wait to be read; more are refused. */
const MAX_WAITING = 1_000;

/**
 * Refuses documents over a limit before the server validates them: validation takes the square of what some of them hold.
 * A text that has passed once is known; a new one is read, validated and planned in a turn of its own, so that many new
 * ones do not stop the others.
 */
export function createLimitGuard(limits: Limits, turns: Turns) {
  const passed = new LRUCache<string, true>({ ...KNOWN, sizeCalculation: (_, text) => 1 + text.length });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const source = sourceOf(request);
    if (source === undefined) return undefined;
    if (passed.get(source)) return undefined;
    if (turns.waiting() >= MAX_WAITING) return refuse(request, reply, TOO_MANY);
    await turns.take();
    const refusal = overLimit(source, limits);
    if (refusal) return refuse(request, reply, { status: 400, code: 'BAD_USER_INPUT', message: refusal.message });
    passed.set(source, true);
    return undefined;
  };
}

const TOO_MANY = {
  status: 429,
  code: 'RATE_LIMITED',
  message: 'Too many new operations are waiting to be read. Ask again in a moment.',
  headers: { 'retry-after': '1' },
};

function sourceOf({ body, query }: FastifyRequest): string | undefined {
  const from: unknown = body ?? query;
  return typeof from === 'object' && from !== null && 'query' in from && typeof from.query === 'string' ? from.query : undefined;
}
