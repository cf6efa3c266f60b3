import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { isPartner } from '../agreements/admit.ts';
import { nowOf } from '../request/context.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { accessRecordOf, type LoggedAnswer, type LoggedRequest } from './accessRecordOf.ts';
import { type AccessWriter, createAccessWriter } from './accessWriter.ts';
import { attemptsAt, attemptsUsedUp, overAttempts } from './attempts.ts';
import { type AccountEntry, EMPTY_ENTRY } from './entryGroup.ts';
import { createLogSigner } from './logSigner.ts';
import type { AccountMetrics } from './metrics.ts';
import { limitHeaders, personQuota, windowAt } from './quota.ts';
import type { AccessRecordContent } from './recordContent.ts';
import { createRefusedRecords } from './refusedRecords.ts';

/** What becomes of an answer: the headers that it gets, and the refusal that leaves in its place. */
export interface Settlement {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: EarlyRefusal | null;
}

export interface AccessLog {
  /** Counts a request and writes its record, where it has one; resolves when that is durable. Never rejects. */
  settle(request: LoggedRequest, answered: LoggedAnswer): Promise<Settlement>;
  readonly writer: AccessWriter;
  stop(): Promise<void>;
}

interface AccessLogOptions {
  readonly databaseUrl: string;
  readonly serviceKey: JWK;
  readonly log: Logger;
  readonly metrics: AccountMetrics;
}

/** Keeps the access log (GOV-INV-6): no answer that needs a record leaves without one. */
export function createAccessLog({ databaseUrl, serviceKey, log, metrics }: AccessLogOptions): AccessLog {
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

  /** Counts and records one request. */
  const write = async (request: LoggedRequest, record: AccessRecordContent): Promise<Settlement> => {
    const owed = owedBy(record, request);
    const over = owed.attempt && attemptsUsedUp(owed.attempt) ? overAttempts(owed.attempt, owed.now) : null;
    const own = !over && isRepeatable(record) ? refused.take(record) : record;
    const settled = over ? { headers: {}, refusal: over } : await settle(writer, { ...owed, record: own });
    if (!settled.refusal || own === null) return settled;
    // What was read does not leave, and the log says so.
    const instead = refused.take({ ...record, decision: 'REFUSED', code: settled.refusal.code });
    const { headers } = instead ? await settle(writer, { ...EMPTY_ENTRY, record: instead }) : settled;
    return { headers, refusal: settled.refusal };
  };
  return {
    writer,
    settle: async (request, answered) => {
      const record = accessRecordOf(request, answered);
      if (!record) return NOTHING_OWED;
      const { recordDraft, partner } = request;
      const limits = () => (partner ? (limitHeaders(windowAt(partner.agreement, partner.now), nowOf(request)) ?? {}) : {});
      try {
        const { headers, refusal } = await write(request, record);
        return { headers: { ...headers, ...limits() }, refusal };
      } catch (error) {
        log.error({ requestId: request.requestId, err: error }, 'an answer was held back: its access record cannot be written');
        return { headers: { 'content-type': 'application/json; charset=utf-8', ...limits() }, refusal: UNWRITTEN };
      } finally {
        if (recordDraft.uncounted) recordDraft.uncounted.uncounted -= 1;
      }
    },
    stop: async () => {
      await refused.flush();
      await writer.stop();
      await signer.stop();
    },
  };
}

const NOTHING_OWED: Settlement = { headers: {}, refusal: null };

function owedBy(record: AccessRecordContent, request: LoggedRequest): AccountEntry {
  const { viewer, recordDraft, partner } = request;
  const now = nowOf(request);
  const isRead = partner !== null && record.decision === 'ALLOWED' && record.subjects.length > 0;
  const admitted = record.decision === 'REFUSED' ? 'REFUSED' : recordDraft.isOwnAgreement ? 'OWN_AGREEMENT' : null;
  const kind = partner ? admitted : 'NOT_ADMITTED';
  return {
    record,
    request: recordDraft.uncounted,
    persons: isRead ? personQuota(partner.agreement, partner.now) : null,
    attempt: kind && isPartner(viewer) ? attemptsAt(kind, { viewer, partner, now }) : null,
    now,
  };
}

/** Refused requests without data subjects may share a record. A record with data subjects names them, so it is shared by none. */
const isRepeatable = ({ decision, subjects }: AccessRecordContent): boolean => decision === 'REFUSED' && subjects.length === 0;

/** Writes down what is owed; gives the receipt, or the refusal of a quota. */
async function settle(writer: AccessWriter, owed: AccountEntry): Promise<Settlement> {
  if (owed.record === null && owed.request === null && owed.attempt === null) return NOTHING_OWED;
  const { receipt, refusal } = await writer.settle(owed);
  return { headers: receipt ? { 'x-access-record': `${receipt.seq}:${receipt.hash}` } : {}, refusal };
}

const UNWRITTEN: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message:
    'What you asked for must be written into the access log, which cannot be done now, so no answer is given. Try again in a moment; repeat a mutation with its idempotency key.',
};
