import type { FastifyReply, FastifyRequest } from 'fastify';

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
}

/** Answers with a GraphQL error in the media type that the client asked for. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, code, message, coordinate, headers }: EarlyRefusal,
): FastifyReply {
  const type = request.headers.accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
  reply.refusalCode = code;
  if (coordinate !== undefined) reply.refusedCoordinate = coordinate;
  return reply
    .code(status)
    .headers(headers ?? {})
    .type(`${type}; charset=utf-8`)
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
