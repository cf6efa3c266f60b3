import type { FastifyReply, FastifyRequest } from 'fastify';
import { cut, LONGEST_COORDINATE, LONGEST_MESSAGE } from '../request/cut.ts';
import { retryAfterHeader } from '../request/rateLimited.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** The code of a request that was refused before GraphQL saw it, for the metric. */
    refusalCode?: string;
    /** The coordinate that a partner's operation was refused for, for the access log. */
    refusedCoordinate?: string;
  }
}

/** A refusal that comes before GraphQL: a bad token, a body too large, an operation over a limit. */
export interface EarlyRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly coordinate?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** After how many milliseconds it may be asked again; told as `extensions.retryAfterMs` and as `retry-after`. */
  readonly retryAfterMs?: number;
  /** What programs read of it beside the code. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A refusal as the body of an answer. */
export const refusalBody = ({ code, message, retryAfterMs, extensions }: EarlyRefusal): string =>
  JSON.stringify({
    errors: [
      {
        message: cut(message, LONGEST_MESSAGE),
        extensions: { code, ...(retryAfterMs !== undefined && { retryAfterMs }), ...extensions },
      },
    ],
  });

/** Answers with a GraphQL error in the media type that the client asked for. */
export function refuse(request: FastifyRequest, reply: FastifyReply, refusal: EarlyRefusal): FastifyReply {
  const { status, code, coordinate, headers, retryAfterMs } = refusal;
  const type = request.headers.accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
  reply.refusalCode = code;
  if (retryAfterMs !== undefined) reply.header('retry-after', retryAfterHeader(retryAfterMs));
  if (coordinate !== undefined) reply.refusedCoordinate = cut(coordinate, LONGEST_COORDINATE);
  return reply
    .code(status)
    .headers(headers ?? {})
    .type(`${type}; charset=utf-8`)
    .send(refusalBody(refusal));
}
