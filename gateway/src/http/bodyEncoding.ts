import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from './refuse.ts';

/** Names of UTF-8 and of its part ASCII that clients write; JSON between systems has no other encoding (RFC 8259, 8.1). */
const UTF_8: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/**
 * Refuses a body that would be read wrongly: one that is compressed, and one in another encoding than UTF-8, whose characters beyond
 * ASCII would be others. Answers the request itself then.
 */
export function refuseEncodedBody(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const { 'content-encoding': coding = 'identity', 'content-type': type = '' } = request.headers;
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type)?.[1]?.toLowerCase();
  if (coding.trim().toLowerCase() !== 'identity')
    return unread(request, reply, 'The body is compressed. Send it as it is, without the header "content-encoding".', {
      'accept-encoding': 'identity',
    });
  if (charset !== undefined && !UTF_8.has(charset))
    return unread(request, reply, 'The body is not in UTF-8 by its "content-type". Send JSON in UTF-8.');
  return undefined;
}

/** The body is not read, and what comes of it would be taken for another request. */
const unread = (request: FastifyRequest, reply: FastifyReply, message: string, headers: Record<string, string> = {}) =>
  refuse(request, reply, { status: 415, code: 'BAD_USER_INPUT', message, headers: { connection: 'close', ...headers } });
