import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { isPartner } from '../agreements/admit.ts';
import { nowOf } from '../request/context.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { accessRecordOf, type LoggedAnswer, type LoggedRequest } from './accessRecordOf.ts';
import { type AccessWriter, createAccessWriter } from './accessWriter.ts';
import { type Attempts, attemptsUsedUp, overAttempts } from './attempts.ts';
import { type AccountEntry, EMPTY_ENTRY } from './entryGroup.ts';
import { createLogSigner } from './logSigner.ts';
import type { AccountMetrics } from './metrics.ts';
import { limitHeaders, personQuota, windowAt } from './quota.ts';
import type { AccessRecordContent } from './recordContent.ts';
import { createRefusedRecords } from './refusedRecords.ts';

/** The headers that a response gets, or the refusal that replaces it. */
export interface Settlement {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: EarlyRefusal | null;
}

export interface AccessLog {
  /** Counts a request and writes its access record, if it needs one. Resolves when both are durable; never rejects. */
  settle(request: LoggedRequest, answered: LoggedAnswer): Promise<Settlement>;
  readonly writer: AccessWriter;
  stop(): Promise<void>;
}

interface AccessLogOptions {
  readonly databaseUrl: string;
  readonly serviceKey: JWK;
  readonly attempts: Attempts;
  readonly log: Logger;
  readonly metrics: AccountMetrics;
}

/** Creates the access log (GOV-INV-6): a response that needs a record is sent only when the record is durable. */
export function createAccessLog({ databaseUrl, serviceKey, attempts, log, metrics }: AccessLogOptions): AccessLog {
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

  /** Counts and records one request. A request over a limit gets a record of its refusal. */
  const write = async (request: LoggedRequest, record: AccessRecordContent): Promise<Settlement> => {
    const entry = entryOf(attempts, record, request);
    const over = entry.attempt && attemptsUsedUp(entry.attempt) ? overAttempts(entry.attempt, entry.now) : null;
    const own = !over && isRepeatable(record) ? refused.take(record) : record;
    const settled = over ? { headers: {}, refusal: over } : await settle(writer, { ...entry, record: own });
    if (!settled.refusal || own === null) return settled;
    // The data are not sent, so the record is one of a refusal.
    const refusedRecord = refused.take({ ...record, decision: 'REFUSED', code: settled.refusal.code });
    const { headers } = refusedRecord ? await settle(writer, { ...EMPTY_ENTRY, record: refusedRecord }) : settled;
    return { headers, refusal: settled.refusal };
  };
  return {
    writer,
    settle: async (request, answered) => {
      const record = accessRecordOf(request, answered);
      if (!record) return NOT_RECORDED;
      const { recordDraft, partner } = request;
      const limits = () => (partner ? (limitHeaders(windowAt(partner.agreement, partner.now), nowOf(request)) ?? {}) : {});
      try {
        const { headers, refusal } = await write(request, record);
        return { headers: { ...headers, ...limits() }, refusal };
      } catch (error) {
        log.error(
          { requestId: request.requestId, err: error },
          'a response was replaced by a refusal: its access record cannot be written',
        );
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

const NOT_RECORDED: Settlement = { headers: {}, refusal: null };

/** What is counted and recorded for a request. */
function entryOf(attempts: Attempts, record: AccessRecordContent, request: LoggedRequest): AccountEntry {
  const { viewer, recordDraft, partner } = request;
  const now = nowOf(request);
  const isRead = partner !== null && record.decision === 'ALLOWED' && record.subjects.length > 0;
  const outsideQuota = partner ? null : 'NOT_ADMITTED';
  const answered = recordDraft.isOwnAgreement ? 'OWN_AGREEMENT' : outsideQuota;
  const kind = record.decision === 'REFUSED' ? (outsideQuota ?? 'REFUSED') : answered;
  return {
    record,
    request: recordDraft.uncounted,
    persons: isRead ? personQuota(partner.agreement, partner.now) : null,
    attempt: kind && isPartner(viewer) ? attempts.windowAt(kind, { viewer, partner, now }) : null,
    now,
  };
}

/** Whether a record may be shared by several refused requests: only without data subjects. */
const isRepeatable = ({ decision, subjects }: AccessRecordContent): boolean => decision === 'REFUSED' && subjects.length === 0;

/** Writes an entry; returns the receipt, or the refusal of a quota. */
async function settle(writer: AccessWriter, entry: AccountEntry): Promise<Settlement> {
  if (entry.record === null && entry.request === null && entry.attempt === null) return NOT_RECORDED;
  const { receipt, refusal } = await writer.settle(entry);
  return { headers: receipt ? { 'x-access-record': `${receipt.seq}:${receipt.hash}` } : {}, refusal };
}

const UNWRITTEN: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message:
    'What you asked for must be written into the access log, which cannot be done now, so no answer is given. Try again in a moment; repeat a mutation with its idempotency key.',
};
