import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessLog } from '../accounts/accessLog.ts';
import { type EarlyRefusal, refusalBody } from '../request/refusal.ts';
import { clientRequestOf } from './operationContext.ts';
import { inLanguageOf } from './refuse.ts';

/**
 * Delays each response until its access record is durable (GOV-INV-6), and replaces it by a refusal when that fails. All responses of
 * `/graphql` pass this hook, refusals before parsing too.
 */
export const recordAnswer =
  (accessLog: AccessLog) =>
  async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    const context = request.operationContext ?? request.graphContext;
    if (!context?.recordDraft) return payload;
    const { text } = clientRequestOf(request);
    const { headers, refusal } = await accessLog.record(
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
    return refusal ? replace(reply, inLanguageOf(request, refusal)) : payload;
  };

/** Replaces the response by a refusal. */
function replace(reply: FastifyReply, refusal: EarlyRefusal): string {
  reply.refusalCode = refusal.code;
  reply.removeHeader('content-length');
  reply.headers(refusal.headers ?? {}).code(refusal.status);
  return refusalBody(refusal);
}
