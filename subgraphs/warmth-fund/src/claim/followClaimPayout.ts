import { claimPaid } from '@union-graph/events';
import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';

/** A claim whose payout is settled is paid; when the money came back it is to be paid again. */
export const followClaimPayout: PayoutFollower = async (tx: Tx, { sourceId, amountFen }, outcome) => {
  const [claim] = await rows<MutualAidClaim>(
    tx.db,
    sql`select ${columns(MutualAidClaim, 'c')} from mutual_aid_claim c where c.id = ${sourceId}::uuid for update`,
  );
  if (!claim) return;
  if (outcome === 'SETTLED' && claim.status === 'APPROVED') {
    const { id, version, memberId } = await updateRow(tx.db, MutualAidClaim, claim, { status: 'PAID' });
    await tx.publish(claimPaid, { id, version }, { memberId, amountFen: String(amountFen), paidAt: tx.now.toISOString() });
  }
  if (outcome === 'RETURNED' && claim.status === 'PAID') await updateRow(tx.db, MutualAidClaim, claim, { status: 'APPROVED' });
};
