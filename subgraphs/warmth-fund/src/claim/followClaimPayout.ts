import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { paidParts } from '../payout-source/parts.ts';
import { ownSource } from '../payout-source/sources.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';
import { closeTakenBack, tellPaid } from './takeDeathBack.ts';

/** A claim is paid with the last part of what was assessed; when money came back it is to be paid again, unless the death was taken back that it is for. */
export const followClaimPayout: PayoutFollower = async (tx: Tx, payout, outcome) => {
  const { sourceId } = payout;
  const [claim] = await rows<MutualAidClaim>(
    tx.db,
    sql`select ${columns(MutualAidClaim, 'c')} from mutual_aid_claim c where c.id = ${sourceId}::uuid for update`,
  );
  if (!claim || (claim.deathTakenBack && claim.status === 'REJECTED')) return;
  if (claim.deathTakenBack) return closeTakenBack(tx, claim, { payout, outcome });
  const { paidFen } = await paidParts(tx, ownSource('MutualAidClaim', claim.id), { payout, outcome });
  if (claim.status === 'APPROVED' && paidFen >= claim.payableFen)
    await tellPaid(tx, await updateRow(tx.db, MutualAidClaim, claim, { status: 'PAID' }), paidFen);
  if (outcome === 'RETURNED' && claim.status === 'PAID') await updateRow(tx.db, MutualAidClaim, claim, { status: 'APPROVED' });
};
