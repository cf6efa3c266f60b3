import type { OperationDefinitionNode } from 'graphql';
import type { Admission } from '../agreements/admit.ts';
import type { RecordDraft } from '../request/recordDraft.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import type { AccessWriter } from './accessWriter.ts';
import { EMPTY_ENTRY } from './entryGroup.ts';
import { COUNTING_FAILED, hasRoom, quotaRefusal, quotaWindowAt } from './quota.ts';

/**
 * Counts a request; resolves with a refusal when the quota is used up. With `deferTo`, the request may be counted later, by the statement that writes
 * its access record.
 */
export type CountRequest = (partner: Admission, deferTo: RecordDraft | null) => Promise<EarlyRefusal | null>;

/**
 * Creates the counter of requests (GOV-INV-8). While the quota has room for all requests in flight, the count is deferred: the request is executed
 * first, and counted with its access record, for which the response waits anyway. Near the limit it is counted before it is executed.
 */
export const createRequestCounter =
  (writer: AccessWriter): CountRequest =>
  async ({ agreement, now }, deferTo) => {
    const window = quotaWindowAt(agreement, now);
    const refusal = quotaRefusal(window, now);
    if (refusal) return refusal;
    const isDeferred = deferTo !== null && hasRoom(window);
    window.uncountedRequests += 1;
    if (isDeferred) {
      deferTo.deferredQuotaWindow = window;
      return null;
    }
    try {
      return (await writer.writeEntry({ ...EMPTY_ENTRY, quotaWindow: window, now })).refusal;
    } catch {
      return COUNTING_FAILED;
    } finally {
      window.uncountedRequests -= 1;
    }
  };

/** The record draft to which an operation's count may be deferred; null for a mutation, and for an operation that reads the counts. */
export const draftToDeferTo = (operation: OperationDefinitionNode, recordDraft: RecordDraft | null): RecordDraft | null => {
  const readsCounts = recordDraft?.coordinates.includes('DataSharingAgreement.quota');
  return operation.operation === 'query' && !readsCounts ? recordDraft : null;
};
