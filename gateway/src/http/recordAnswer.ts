import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessLog } from '../accounts/accessLog.ts';
import { type EarlyRefusal, refusalBody } from '../request/refusal.ts';
import { askedTextOf } from './operationContext.ts';

/**
 * The last thing before an answer leaves (GOV-INV-6): it waits until its record is durable, and a refusal takes its place where that fails. Answers of all
 * kinds pass here, also those that were given before a document was read.
 */
export const recordAnswer =
  (accessLog: AccessLog) =>
  async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    const context = request.graphContext;
    if (!context?.recordDraft) return payload;
    const { text } = askedTextOf(request);
    const { headers, refusal } = await accessLog.settle(
      { ...context, recordDraft: context.recordDraft },
      {
        refusalCode: reply.refusalCode,
        refusedCoordinate: reply.refusedCoordinate,
        status: reply.statusCode,
        ms: reply.elapsedTime,
        text: typeof text === 'string' ? text : '',
        purpose: request.headers['x-purpose'],
      },
    );
    reply.headers(headers);
    return refusal ? replace(reply, refusal) : payload;
  };

/** Another answer in the place of the one that does not leave. */
function replace(reply: FastifyReply, refusal: EarlyRefusal): string {
  reply.refusalCode = refusal.code;
  reply.removeHeader('content-length');
  reply.headers(refusal.headers ?? {}).code(refusal.status);
  return refusalBody(refusal);
}
