import { Transform } from 'node:stream';
import type { FastifyReply, FastifyRequest, preParsingAsyncHookHandler } from 'fastify';
import type { Limits } from '../checks/limits/limits.ts';
import { refuse } from './refuse.ts';

const RETRY_MS = 2_000;

/** What is said to the sender of a body that is too large. */
export const tooLargeBody = ({ bodyBytes, largeBodyBytes }: Limits): string =>
  `The body is larger than ${bodyBytes} bytes, which is the limit. Signed in with the scope "write" you may send ${largeBodyBytes} bytes, such as a file of members, in one body with a "content-length".`;

/**
 * Bodies above the usual limit, such as a file of members: for whoever may write, and few at once, so that what they hold in memory is
 * bounded (`largeBodies` × `largeBodyBytes`). `admit` answers the request itself when it may not send its body; a body without a
 * `content-length` keeps to the usual limit, by `count`.
 */
export function createLargeBodies(limits: Limits) {
  let underWay = 0;

  const admit = (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined => {
    const length = Number(request.headers['content-length'] ?? 0);
    if (length <= limits.bodyBytes) return undefined;
    // The rest of the body would be taken for another request.
    const headers = { connection: 'close' };
    if (length > limits.largeBodyBytes || !request.graphContext?.viewer.scopes.includes('write'))
      return refuse(request, reply, { status: 413, code: 'BAD_USER_INPUT', message: tooLargeBody(limits), headers });
    if (underWay >= limits.largeBodies) {
      const message = `${limits.largeBodies} bodies of more than ${limits.bodyBytes} bytes are under way. Send yours again in a moment.`;
      return refuse(request, reply, { status: 429, code: 'RATE_LIMITED', message, retryAfterMs: RETRY_MS, headers });
    }
    underWay++;
    reply.raw.once('close', () => underWay--);
    return undefined;
  };

  const count: preParsingAsyncHookHandler = async ({ headers }, _, payload) => {
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] === undefined) return payload;
    let size = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        done(size > limits.bodyBytes ? Object.assign(new Error('The body is too large.'), { statusCode: 413 }) : null, chunk);
      },
    });
    return payload.pipe(counted);
  };
  return { admit, count };
}
