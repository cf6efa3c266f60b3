import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from './refuse.ts';

/** Charset names of UTF-8 and its subset ASCII. JSON between systems has no other encoding (RFC 8259, 8.1). */
const UTF_8: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/** Refuses a compressed body, and one in another charset than UTF-8. Returns the reply when it has answered the request. */
export function refuseEncodedBody(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const { 'content-encoding': coding = 'identity', 'content-type': type = '' } = request.headers;
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type)?.[1]?.toLowerCase();
  if (coding.trim().toLowerCase() !== 'identity')
    return refuseUnread(request, reply, 'The body is compressed. Send it as it is, without the header "content-encoding".', {
      'accept-encoding': 'identity',
    });
  if (charset !== undefined && !UTF_8.has(charset))
    return refuseUnread(request, reply, 'The body is not in UTF-8 by its "content-type". Send JSON in UTF-8.');
  return undefined;
}

/** Closes the connection: the unread body would be parsed as the next request. */
const refuseUnread = (request: FastifyRequest, reply: FastifyReply, message: string, headers: Record<string, string> = {}) =>
  refuse(request, reply, { status: 415, code: 'BAD_USER_INPUT', message, headers: { connection: 'close', ...headers } });
