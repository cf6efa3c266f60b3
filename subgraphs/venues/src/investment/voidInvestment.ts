import { checkedOpenText, getForUpdate, isId, notFound, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { VoidInvestmentInput } from '../schema.gen.ts';
import { Venue } from '../venue/Venue.ts';
import { InvestmentRecord } from './InvestmentRecord.ts';
import { investmentPolicy } from './policy.ts';

/** Declares a wrong record void; it stays to be read, and the right one may be recorded (S-66). */
export async function voidInvestment(tx: Tx, input: VoidInvestmentInput): Promise<{ investment: InvestmentRecord }> {
  const { investmentId, expectedVersion } = input;
  const known = isId(investmentId) ? await tx.db.findOneBy(InvestmentRecord, { id: investmentId }) : null;
  if (!known) throw notFound('investment', investmentId);
  const venue = await tx.db.findOneByOrFail(Venue, { id: known.venueId });
  if (!investmentPolicy.allows(tx.viewer, 'readInvestments', venue)) throw notFound('investment', investmentId);
  investmentPolicy.authorise(tx.viewer, 'recordInvestment', venue);
  const before = await getForUpdate(tx, InvestmentRecord, investmentId, {
    what: 'investment',
    visible: () => true,
    expectedVersion,
  });
  refuseIf(before.voidedAt !== null, 'INVALID_TRANSITION', 'The record was declared void before.', { field: 'investmentId' });
  const investment = await updateRow(tx.db, InvestmentRecord, before, {
    voidedReason: checkedOpenText(input.reason, 'reason', 200),
    voidedBy: tx.viewer.personId as string,
    voidedAt: tx.now,
  });
  return { investment };
}
