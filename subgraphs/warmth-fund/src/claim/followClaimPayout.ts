import { claimPaid } from '@union-graph/events';
import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { paidParts } from '../payout-source/parts.ts';
import { ownSource } from '../payout-source/sources.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';

/** A claim is paid with the last part of what was assessed; when money came back it is to be paid again. */
export const followClaimPayout: PayoutFollower = async (tx: Tx, payout, outcome) => {
  const { sourceId } = payout;
  const [claim] = await rows<MutualAidClaim>(
    tx.db,
    sql`select ${columns(MutualAidClaim, 'c')} from mutual_aid_claim c where c.id = ${sourceId}::uuid for update`,
  );
  if (!claim) return;
  const { paidFen } = await paidParts(tx, ownSource('MutualAidClaim', claim.id), { payout, outcome });
  if (claim.status === 'APPROVED' && paidFen >= claim.payableFen) {
    const { id, version, memberId } = await updateRow(tx.db, MutualAidClaim, claim, { status: 'PAID' });
    await tx.publish(claimPaid, { id, version }, { memberId, amountFen: String(paidFen), paidAt: tx.now.toISOString() });
  }
  if (outcome === 'RETURNED' && claim.status === 'PAID') await updateRow(tx.db, MutualAidClaim, claim, { status: 'APPROVED' });
};
