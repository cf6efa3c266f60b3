import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { isPartner } from '../agreements/admit.ts';
import { nowOf } from '../request/context.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { accessRecordOf, type LoggedAnswer, type LoggedRequest } from './accessRecordOf.ts';
import { type AccessWriter, createAccessWriter } from './accessWriter.ts';
import { type AttemptWindows, attemptRefusal, attemptsUsedUp } from './attempts.ts';
import type { HeadsToSign, LogHead } from './checkpoints.ts';
import { type AccessEntry, EMPTY_ENTRY } from './entryGroup.ts';
import { createLogSigner } from './logSigner.ts';
import type { AccountMetrics } from './metrics.ts';
import { limitHeaders, personQuota, quotaWindowAt } from './quota.ts';
import type { AccessRecordContent } from './recordContent.ts';
import { createRefusedRecords } from './refusedRecords.ts';

/** The result of recording a response: further headers for it, or the refusal that replaces it. */
export interface RecordedAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: EarlyRefusal | null;
}

export interface AccessLog {
  /** Counts a request and writes its access record, if it needs one. Resolves when both are durable; never rejects. */
  record(request: LoggedRequest, answered: LoggedAnswer): Promise<RecordedAnswer>;
  readonly writer: AccessWriter;
  stop(): Promise<void>;
}

interface AccessLogOptions {
  readonly databaseUrl: string;
  readonly serviceKey: JWK;
  readonly attempts: AttemptWindows;
  /** Whose findings the checkpoints tell, and who is told of new records. */
  readonly witness: { readonly heads: HeadsToSign; readonly noteLog: (head: LogHead) => void };
  readonly log: Logger;
  readonly metrics: AccountMetrics;
}

/** Creates the access log (GOV-INV-6): a response that needs a record is sent only when the record is durable. */
export function createAccessLog({ databaseUrl, serviceKey, attempts, witness, log, metrics }: AccessLogOptions): AccessLog {
  const onBroken = (): void => metrics.accessLogBroken.inc();
  const signer = createLogSigner(databaseUrl, serviceKey, log, { audits: witness.heads, onBroken });
  const writer = createAccessWriter({
    databaseUrl,
    log,
    onWritten: (head, opened) => {
      signer.noteHead(head, opened);
      witness.noteLog(head);
    },
    onGroup: (size) => metrics.accessRecords.observe(size),
    onBroken: () => {
      onBroken();
      signer.stopSigning();
    },
  });
  const refused = createRefusedRecords(writer, log);

  const write = createRecordWriter(writer, attempts, refused);
  return {
    writer,
    record: async (request, answered) => {
      const { recordDraft, partner } = request;
      const limits = () => (partner ? (limitHeaders(quotaWindowAt(partner.agreement, partner.now), nowOf(request)) ?? {}) : {});
      try {
        const record = accessRecordOf(request, answered);
        if (!record) return NOT_RECORDED;
        const { headers, refusal } = await write(request, record);
        return { headers: { ...headers, ...limits() }, refusal };
      } catch (error) {
        log.error(
          { requestId: request.requestId, err: error },
          'a response was replaced by a refusal: its access record cannot be written',
        );
        return { headers: { 'content-type': 'application/json; charset=utf-8', ...limits() }, refusal: RECORD_NOT_WRITTEN };
      } finally {
        // The request is counted now, or never will be.
        if (recordDraft.deferredQuotaWindow) recordDraft.deferredQuotaWindow.uncountedRequests -= 1;
      }
    },
    stop: async () => {
      await refused.flush();
      await writer.stop();
      await signer.stop();
    },
  };
}

/** Creates the function that counts and records one request. A request over a limit gets a record of its refusal. */
function createRecordWriter(writer: AccessWriter, attempts: AttemptWindows, refused: ReturnType<typeof createRefusedRecords>) {
  return async (request: LoggedRequest, record: AccessRecordContent): Promise<RecordedAnswer> => {
    const entry = entryOf(attempts, record, request);
    const over =
      entry.attemptWindow && attemptsUsedUp(entry.attemptWindow) ? attemptRefusal(entry.attemptWindow, entry.now) : null;
    // A record that several refusals share is taken when the request is counted: only then is it known which code is answered.
    const isShared = mayBeShared(record);
    const counted = over
      ? { headers: {}, refusal: over }
      : await writeEntry(writer, isShared ? { ...entry, record: null } : entry);
    if (!counted.refusal && !isShared) return counted;
    // With a refusal the data are not sent, so the record is one of that refusal.
    const shared = refused.take(counted.refusal ? { ...record, decision: 'REFUSED', code: counted.refusal.code } : record);
    if (!shared) return counted;
    const { headers } = await writeEntry(writer, { ...EMPTY_ENTRY, record: shared });
    return { headers, refusal: counted.refusal };
  };
}

const NOT_RECORDED: RecordedAnswer = { headers: {}, refusal: null };

/** The entry of a request: its record, and the windows in which it is counted. */
function entryOf(attempts: AttemptWindows, record: AccessRecordContent, request: LoggedRequest): AccessEntry {
  const { viewer, recordDraft, partner } = request;
  const now = nowOf(request);
  const isRead = partner !== null && record.decision === 'ALLOWED' && record.subjects.length > 0;
  const outsideQuota = partner ? null : 'NOT_ADMITTED';
  const answered = recordDraft.isOwnAgreement ? 'OWN_AGREEMENT' : outsideQuota;
  const kind = record.decision === 'REFUSED' ? (outsideQuota ?? 'REFUSED') : answered;
  return {
    record,
    quotaWindow: recordDraft.deferredQuotaWindow,
    personQuota: isRead ? personQuota(partner.agreement, partner.now) : null,
    attemptWindow: kind && isPartner(viewer) ? attempts.windowAt(kind, { viewer, partner, now }) : null,
    now,
  };
}

/** Whether a record may be shared by several refused requests: only without data subjects. */
const mayBeShared = ({ decision, subjects }: AccessRecordContent): boolean => decision === 'REFUSED' && subjects.length === 0;

/** Writes an entry; returns the receipt, or the refusal of a quota. */
async function writeEntry(writer: AccessWriter, entry: AccessEntry): Promise<RecordedAnswer> {
  if (entry.record === null && entry.quotaWindow === null && entry.attemptWindow === null) return NOT_RECORDED;
  const { receipt, refusal } = await writer.writeEntry(entry);
  return { headers: receipt ? { 'x-access-record': `${receipt.seq}:${receipt.hash}` } : {}, refusal };
}

const RECORD_NOT_WRITTEN: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message:
    'What you asked for must be written into the access log, which cannot be done now, so no answer is given. Try again in a moment; repeat a mutation with its idempotency key.',
};
