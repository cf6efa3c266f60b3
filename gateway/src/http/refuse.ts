import type { FastifyReply, FastifyRequest } from 'fastify';
import { retryAfterHeader } from '../request/rateLimited.ts';
import { type EarlyRefusal, refusalBody } from '../request/refusal.ts';
import { MAX_COORDINATE, truncate } from '../request/truncate.ts';
import { messageZhOf, prefersChinese } from './chineseMessages.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** The error code of a request that was refused before validation. */
    refusalCode?: string;
    /** The coordinate that caused the refusal of a partner's operation, for the access record. */
    refusedCoordinate?: string;
  }
}

/** The refusal with its sentence in Chinese, too, for a client that prefers it. */
export const inLanguageOf = ({ headers }: FastifyRequest, refusal: EarlyRefusal): EarlyRefusal =>
  prefersChinese(headers['accept-language'])
    ? { ...refusal, extensions: { ...refusal.extensions, ...messageZhOf(refusal.code) } }
    : refusal;

/** Answers with a GraphQL error in the media type that the client accepts. */
export function refuse(request: FastifyRequest, reply: FastifyReply, refusal: EarlyRefusal): FastifyReply {
  const { status, code, coordinate, headers, retryAfterMs } = refusal;
  const type = request.headers.accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
  reply.refusalCode = code;
  if (retryAfterMs !== undefined) reply.header('retry-after', retryAfterHeader(retryAfterMs));
  if (coordinate !== undefined) reply.refusedCoordinate = truncate(coordinate, MAX_COORDINATE);
  return reply
    .code(status)
    .headers(headers ?? {})
    .type(`${type}; charset=utf-8`)
    .send(refusalBody(inLanguageOf(request, refusal)));
}
