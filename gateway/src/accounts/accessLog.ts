import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { isPartner } from '../agreements/admit.ts';
import type { Seen } from '../http/door.ts';
import { type EarlyRefusal, refusalBody } from '../request/refusal.ts';
import { attemptsAt, attemptsUsedUp, overAttempts } from './attempts.ts';
import { OWES_NOTHING, type Owed } from './group.ts';
import type { AccountMetrics } from './metrics.ts';
import { limitHeaders, personQuota, spanAt } from './quota.ts';
import type { AccessRecord } from './record.ts';
import { recordOf } from './recordOf.ts';
import { createRefusedRecords } from './refusedRecords.ts';
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
  readonly metrics: AccountMetrics;
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
  const refused = createRefusedRecords(writer, log);

  /** Writes down what a request owes; gives the refusal that takes the place of its answer. */
  const record = async (reply: FastifyReply, by: Seen, written: AccessRecord): Promise<EarlyRefusal | null> => {
    const owed = owedBy(written, by);
    const over = owed.attempt && attemptsUsedUp(owed.attempt) ? overAttempts(owed.attempt, by.now) : null;
    const own = !over && isRepeatable(written) ? refused.take(written) : written;
    const refusal = over ?? (await settle(writer, reply, { ...owed, record: own }));
    if (!refusal || own === null) return refusal;
    // What was read does not leave, and the log says so.
    const instead = refused.take({ ...written, decision: 'REFUSED', code: refusal.code });
    if (instead) await settle(writer, reply, { ...OWES_NOTHING, record: instead });
    return refusal;
  };
  return {
    writer,
    beforeSending: async (request, reply, payload) => {
      const by = seen(request);
      const written = by && recordOf({ request, reply, ...by });
      if (!written) return payload;
      try {
        const refusal = await record(reply, by, written);
        return refusal ? replace(reply, refusal) : payload;
      } catch (error) {
        log.error({ requestId: request.id, err: error }, 'an answer was held back: its access record cannot be written');
        reply.header('content-type', 'application/json; charset=utf-8');
        return replace(reply, UNWRITTEN);
      } finally {
        if (by.trail.uncounted) by.trail.uncounted.uncounted -= 1;
        if (by.partner) reply.headers(limitHeaders(spanAt(by.partner.agreement, by.partner.now), by.now) ?? {});
      }
    },
    stop: async () => {
      await refused.flush();
      await writer.stop();
      await signer.stop();
    },
  };
}

function owedBy(record: AccessRecord, by: Seen): Owed {
  const { viewer, trail, partner, now } = by;
  const isRead = partner !== null && record.decision === 'ALLOWED' && record.subjects.length > 0;
  const admitted = record.decision === 'REFUSED' ? 'REFUSED' : trail.isOwnAgreement ? 'OWN_AGREEMENT' : null;
  const kind = partner ? admitted : 'NOT_ADMITTED';
  return {
    record,
    request: trail.uncounted,
    persons: isRead ? personQuota(partner.agreement, partner.now) : null,
    attempt: kind && isPartner(viewer) ? attemptsAt(kind, by) : null,
    now,
  };
}

/** A refused request that has read of nobody may share a record with others; whoever was read of is named. */
const isRepeatable = ({ decision, subjects }: AccessRecord): boolean => decision === 'REFUSED' && subjects.length === 0;

/** Writes down what is owed, and gives the answer its receipt; gives the refusal of a quota. */
async function settle(writer: AccessWriter, reply: FastifyReply, owed: Owed): Promise<EarlyRefusal | null> {
  if (owed.record === null && owed.request === null && owed.attempt === null) return null;
  const { receipt, refusal } = await writer.settle(owed);
  if (receipt) reply.header('x-access-record', `${receipt.seq}:${receipt.hash}`);
  return refusal;
}

/** Another answer in the place of the one that does not leave. */
function replace(reply: FastifyReply, refusal: EarlyRefusal): string {
  reply.refusalCode = refusal.code;
  reply.removeHeader('content-length');
  reply.headers(refusal.headers ?? {}).code(refusal.status);
  return refusalBody(refusal);
}

const UNWRITTEN: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message:
    'What you asked for must be written into the access log, which cannot be done now, so no answer is given. Try again in a moment; repeat a mutation with its idempotency key.',
};
