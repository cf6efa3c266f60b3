import type { Viewer } from '@union-graph/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';
import { recordOf } from './recordOf.ts';
import { createLogSigner } from './signer.ts';
import type { Trail } from './trail.ts';
import { createAccessWriter } from './writer.ts';

export interface AccessLog {
  /** The last thing before an answer leaves: gives the answer once its record is durable, and a refusal where that fails. */
  beforeSending(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

interface AccessLogOptions {
  readonly databaseUrl: string;
  readonly serviceKey: JWK;
  /** Who asks, and what the request has read so far; null for nobody. */
  readonly seen: (request: FastifyRequest) => { readonly viewer: Viewer; readonly trail: Trail } | null;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Keeps the access log (GOV-INV-6): no answer that needs a record leaves without one. */
export function createAccessLog({ databaseUrl, serviceKey, seen, log, metrics }: AccessLogOptions): AccessLog {
  const signer = createLogSigner(databaseUrl, serviceKey, log);
  const writer = createAccessWriter({
    databaseUrl,
    log,
    onWritten: signer.noteHead,
    onGroup: (size) => metrics.accessRecords.observe(size),
    onBroken: () => metrics.accessLogBroken.inc(),
  });
  return {
    beforeSending: async (request, reply, payload) => {
      const by = seen(request);
      const record = by && recordOf({ request, reply, ...by });
      if (!record) return payload;
      try {
        const { seq, hash } = await writer.write(record);
        reply.header('x-access-record', `${seq}:${hash}`);
        return payload;
      } catch (error) {
        log.error({ requestId: request.id, err: error }, 'an answer was held back: its access record cannot be written');
        reply.removeHeader('content-length');
        reply.code(503).header('content-type', 'application/json; charset=utf-8');
        return UNWRITTEN;
      }
    },
    stop: async () => {
      await writer.stop();
      await signer.stop();
    },
  };
}

const UNWRITTEN = JSON.stringify({
  errors: [
    {
      message:
        'What you asked for must be written into the access log, which cannot be done now, so no answer is given. Try again in a moment; repeat a mutation with its idempotency key.',
      extensions: { code: 'DEPENDENCY_UNAVAILABLE' },
    },
  ],
});
