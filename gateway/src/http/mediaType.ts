import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import type { EarlyRefusal } from '../request/refusal.ts';
import { refuse } from './refuse.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const MEDIA_TYPES = [JSON_TYPE, 'application/graphql-response+json; charset=utf-8'];

/** The number of `accept` headers whose media type is kept, and the longest one that is. */
const MAX_ACCEPTS = 100;
const MAX_ACCEPT_LENGTH = 200;
const known = new LRUCache<string, { readonly type: string | null }>({ max: MAX_ACCEPTS });

/** The media type of the answer for an `accept` header (GraphQL over HTTP), as `@apollo/server` chooses it; null when the client takes none. */
export function mediaTypeFor(accept: string | undefined): string | null {
  if (!accept) return JSON_TYPE;
  const kept = known.get(accept);
  if (kept) return kept.type;
  const type = new Negotiator({ headers: { accept } }).mediaType(MEDIA_TYPES) ?? null;
  if (accept.length <= MAX_ACCEPT_LENGTH) known.set(accept, { type });
  return type;
}

/** Refuses a request whose client takes no answer of ours: before its operation is executed, which may change something. */
export const refuseMediaType = (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined =>
  mediaTypeFor(request.headers.accept) === null ? refuse(request, reply, NOT_ACCEPTABLE) : undefined;

const NOT_ACCEPTABLE: EarlyRefusal = {
  status: 406,
  code: 'BAD_USER_INPUT',
  message:
    'The header "accept" takes neither "application/json" nor "application/graphql-response+json", so nothing was executed. Accept one of them.',
};
