import { assertTransition, checkedText, getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import { CITY_PATH, readsBooks } from '../fund/access.ts';
import type { RejectBookTransferInput } from '../schema.gen.ts';
import { BookTransfer } from './BookTransfer.ts';
import { bookTransferPolicy } from './policy.ts';
import { BOOK_TRANSFER_TRANSITIONS } from './rules.ts';

/** Turns a transfer down for either side; what one side had approved before moves nothing. */
export async function rejectBookTransfer(tx: Tx, input: RejectBookTransferInput): Promise<{ transfer: BookTransfer }> {
  const row = await getForUpdate(tx, BookTransfer, input.transferId, {
    what: 'transfer',
    visible: readsBooks,
    expectedVersion: input.expectedVersion,
  });
  bookTransferPolicy.authorise(tx.viewer, 'rejectBookTransfer', { scopePath: CITY_PATH });
  assertTransition(BOOK_TRANSFER_TRANSITIONS, 'transfer', row.status, 'REJECTED');
  const reason = checkedText(input.reason, 'reason', 500);
  const change = { status: 'REJECTED', rejectedBy: tx.viewer.personId as string, reason } as const;
  return { transfer: await updateRow(tx.db, BookTransfer, row, change) };
}
