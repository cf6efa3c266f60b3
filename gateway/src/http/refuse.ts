import type { FastifyReply, FastifyRequest } from 'fastify';
import { retryAfterHeader } from '../request/rateLimited.ts';
import { type EarlyRefusal, refusalBody } from '../request/refusal.ts';
import { MAX_COORDINATE, truncate } from '../request/truncate.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** The error code of a request that was refused before validation. */
    refusalCode?: string;
    /** The coordinate that caused the refusal of a partner's operation, for the access record. */
    refusedCoordinate?: string;
  }
}

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
    .send(refusalBody(refusal));
}
