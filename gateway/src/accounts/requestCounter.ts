import type { OperationDefinitionNode } from 'graphql';
import type { Admission } from '../agreements/admit.ts';
import type { RecordDraft } from '../request/recordDraft.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import type { AccessWriter } from './accessWriter.ts';
import { EMPTY_ENTRY } from './entryGroup.ts';
import { hasRoom, UNCOUNTED, usedUp, windowAt } from './quota.ts';

/** Counts a request before it runs; gives the refusal of one that is over its quota. With `ahead` it may run first and is counted with its record. */
export type CountRequest = (partner: Admission, ahead: RecordDraft | null) => Promise<EarlyRefusal | null>;

/**
 * Counts requests (GOV-INV-8). One that may run ahead, while there is room for more than are on their way, is counted with its
 * record: its answer waits for that anyway. A partner that has used up a quota is refused at once and causes no work.
 */
export const createRequestCounter =
  (writer: AccessWriter): CountRequest =>
  async ({ agreement, now }, ahead) => {
    const span = windowAt(agreement, now);
    const over = usedUp(span, now);
    if (over) return over;
    const mayRun = ahead !== null && hasRoom(span);
    span.uncounted += 1;
    if (mayRun) {
      ahead.uncounted = span;
      return null;
    }
    try {
      return (await writer.settle({ ...EMPTY_ENTRY, request: span, now })).refusal;
    } catch {
      return UNCOUNTED;
    } finally {
      span.uncounted -= 1;
    }
  };

/** The recordDraft of a request that may run ahead of its count: nothing that changes something, and nothing that asks for the counts. */
export const deferrableTo = (operation: OperationDefinitionNode, recordDraft: RecordDraft | null): RecordDraft | null =>
  recordDraft && operation.operation === 'query' && !recordDraft.coordinates.includes('DataSharingAgreement.quota')
    ? recordDraft
    : null;
