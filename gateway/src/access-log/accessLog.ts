import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import type { Logger } from 'pino';
import type { EarlyRefusal } from '../http/answers.ts';
import type { Seen } from '../http/door.ts';
import type { Metrics } from '../metrics.ts';
import { personQuota } from '../partners/quota.ts';
import type { Owed } from './group.ts';
import type { AccessRecord } from './record.ts';
import { recordOf } from './recordOf.ts';
import { createLogSigner } from './signer.ts';
import { type AccessWriter, createAccessWriter } from './writer.ts';

export interface AccessLog {
  /** The last thing before an answer leaves: gives the answer once its record is durable, and a refusal where that fails. */
  beforeSending(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown>;
  readonly writer: AccessWriter;
  stop(): Promise<void>;
}

interface AccessLogOptions {
  readonly databaseUrl: string;
  readonly serviceKey: JWK;
  /** Who asks, and what the request has read so far; null for nobody. */
  readonly seen: (request: FastifyRequest) => Seen | null;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Keeps the access log (GOV-INV-6): no answer that needs a record leaves without one. */
export function createAccessLog({ databaseUrl, serviceKey, seen, log, metrics }: AccessLogOptions): AccessLog {
  const onBroken = (): void => metrics.accessLogBroken.inc();
  const signer = createLogSigner(databaseUrl, serviceKey, log, onBroken);
  const writer = createAccessWriter({
    databaseUrl,
    log,
    onWritten: signer.noteHead,
    onGroup: (size) => metrics.accessRecords.observe(size),
    onBroken: () => {
      onBroken();
      signer.refuse();
    },
  });
  return {
    writer,
    beforeSending: async (request, reply, payload) => {
      const by = seen(request);
      const record = by && recordOf({ request, reply, ...by });
      if (!record) return payload;
      try {
        const refusal = await settle(writer, reply, owedBy(record, by));
        if (!refusal) return payload;
        // What was read does not leave, and the log says so.
        await settle(writer, reply, { ...NOTHING, record: { ...record, decision: 'REFUSED', code: refusal.code } });
        return replace(reply, refusal);
      } catch (error) {
        log.error({ requestId: request.id, err: error }, 'an answer was held back: its access record cannot be written');
        reply.header('content-type', 'application/json; charset=utf-8');
        return replace(reply, UNWRITTEN);
      } finally {
        if (by.trail.uncounted) by.trail.uncounted.uncounted -= 1;
      }
    },
    stop: async () => {
      await writer.stop();
      await signer.stop();
    },
  };
}

const NOTHING: Owed = { record: null, request: null, persons: null };

function owedBy(record: AccessRecord, { trail, partner }: Seen): Owed {
  const isRead = partner !== null && record.decision === 'ALLOWED' && record.subjects.length > 0;
  return { record, request: trail.uncounted, persons: isRead ? personQuota(partner.agreement, partner.now) : null };
}

/** Writes down what is owed, and gives the answer its receipt; gives the refusal of a quota. */
async function settle(writer: AccessWriter, reply: FastifyReply, owed: Owed): Promise<EarlyRefusal | null> {
  const { receipt, refusal } = await writer.settle(owed);
  if (receipt) reply.header('x-access-record', `${receipt.seq}:${receipt.hash}`);
  return refusal;
}

/** Another answer in the place of the one that does not leave. */
function replace(reply: FastifyReply, { status, code, message }: EarlyRefusal): string {
  reply.refusalCode = code;
  reply.removeHeader('content-length');
  reply.code(status);
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}

const UNWRITTEN: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message:
    'What you asked for must be written into the access log, which cannot be done now, so no answer is given. Try again in a moment; repeat a mutation with its idempotency key.',
};
