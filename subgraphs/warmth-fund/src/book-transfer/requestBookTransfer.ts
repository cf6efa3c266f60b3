import { checkedText, insertRow, newId, notFound, refuseIf, requireIds, type Tx } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import type { RequestBookTransferInput } from '../schema.gen.ts';
import { BookTransfer } from './BookTransfer.ts';
import { bookTransferPolicy } from './policy.ts';

/** Asks for money to be moved from one fund to another. Nothing moves before both sides have approved (FND-INV-7). */
export async function requestBookTransfer(tx: Tx, input: RequestBookTransferInput): Promise<{ transfer: BookTransfer }> {
  bookTransferPolicy.authorise(tx.viewer, 'requestBookTransfer', { scopePath: CITY_PATH });
  const { fromFundId, toFundId } = input;
  requireIds({ fromFundId, toFundId });
  refuseIf(
    fromFundId.toLowerCase() === toFundId.toLowerCase(),
    'VALIDATION_FAILED',
    'A transfer goes from one fund to another. Inside one book post an entry instead.',
    { rule: 'FND-INV-7', field: 'toFundId' },
  );
  for (const id of [fromFundId, toFundId]) if (!(await tx.db.findOneBy(Fund, { id }))) throw notFound('fund', id);
  const transfer = await insertRow(tx.db, BookTransfer, {
    id: newId(),
    fromFundId: fromFundId.toLowerCase(),
    toFundId: toFundId.toLowerCase(),
    amountFen: checkedAmount(input.amountFen),
    purpose: checkedText(input.purpose, 'purpose', 500),
    status: 'REQUESTED',
    requestedBy: tx.viewer.personId as string,
    requestedAt: tx.now,
    fromApprovedBy: null,
    toApprovedBy: null,
    rejectedBy: null,
    reason: null,
    outEntryId: null,
    inEntryId: null,
    version: 1,
  });
  return { transfer };
}
