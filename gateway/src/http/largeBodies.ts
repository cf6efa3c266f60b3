import { Transform } from 'node:stream';
import type { FastifyReply, FastifyRequest, preParsingHookHandler } from 'fastify';
import type { Limits } from '../checks/limits/limits.ts';
import { refuse } from './refuse.ts';

const RETRY_AFTER_MS = 2_000;

/** The message for a body that is too large. */
export const tooLargeBody = ({ bodyBytes, largeBodyBytes }: Limits): string =>
  `The body is larger than ${bodyBytes} bytes, which is the limit. Signed in with the scope "write" you may send ${largeBodyBytes} bytes, such as a file of members, in one body with a "content-length".`;

/**
 * Limits request bodies. A body above `bodyBytes`, such as a file of members, needs the scope `write`, and only `largeBodies` are received at
 * once, which bounds their memory. `admit` returns the reply when it has refused a request. `count` enforces `bodyBytes` for a body without a
 * `content-length`.
 */
export function createLargeBodies(limits: Limits) {
  let receiving = 0;

  const admit = (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined => {
    const length = Number(request.headers['content-length'] ?? 0);
    if (length <= limits.bodyBytes) return undefined;
    // The body is not read, so the connection must be closed: the body would be parsed as the next request.
    const headers = { connection: 'close' };
    if (length > limits.largeBodyBytes || !request.graphContext?.viewer.scopes.includes('write'))
      return refuse(request, reply, { status: 413, code: 'BAD_USER_INPUT', message: tooLargeBody(limits), headers });
    if (receiving >= limits.largeBodies) {
      const message = `${limits.largeBodies} bodies of more than ${limits.bodyBytes} bytes are being received. Send yours again in a moment.`;
      return refuse(request, reply, { status: 429, code: 'RATE_LIMITED', message, retryAfterMs: RETRY_AFTER_MS, headers });
    }
    receiving++;
    reply.raw.once('close', () => receiving--);
    return undefined;
  };

  const count: preParsingHookHandler = ({ headers }, _, payload, done) => {
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] === undefined) return done(null, payload);
    let size = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        done(size > limits.bodyBytes ? Object.assign(new Error('The body is too large.'), { statusCode: 413 }) : null, chunk);
      },
    });
    done(null, payload.pipe(counted));
  };
  return { admit, count };
}
