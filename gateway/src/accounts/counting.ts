import type { OperationDefinitionNode } from 'graphql';
import type { Admission } from '../agreements/admit.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import type { Trail } from '../request/trail.ts';
import { EMPTY_ENTRY } from './group.ts';
import { hasRoom, UNCOUNTED, usedUp, windowAt } from './quota.ts';
import type { AccessWriter } from './writer.ts';

/** Counts a request before it runs; gives the refusal of one that is over its quota. With `ahead` it may run first and is counted with its record. */
export type Count = (partner: Admission, ahead: Trail | null) => Promise<EarlyRefusal | null>;

/**
 * Counts requests (GOV-INV-8). One that may run ahead, while there is room for more than are on their way, is counted with its
 * record: its answer waits for that anyway. A partner that has used up a quota is refused at once and causes no work.
 */
export const createCount =
  (writer: AccessWriter): Count =>
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

/** The trail of a request that may run ahead of its count: nothing that changes something, and nothing that asks for the counts. */
export const aheadOf = (operation: OperationDefinitionNode, trail: Trail | null): Trail | null =>
  trail && operation.operation === 'query' && !trail.coordinates.includes('DataSharingAgreement.quota') ? trail : null;
