import { claimPaid } from '@union-graph/events';
import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { actorOf } from '../disbursement/steps.ts';
import { tellClaimant } from '../listed-person/tellListed.ts';
import { freeLoss } from '../paid-loss/paidLoss.ts';
import { type Ending, paidParts } from '../payout-source/parts.ts';
import { ownSource, withdrawSource } from '../payout-source/sources.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';

const TAKEN_BACK = '死亡登记已撤销，本次身故理赔终止；再有死亡登记时可重新申请。';
const TAKEN_BACK_WHEN_PAID = '死亡登记已撤销，已支付的款项另行追回；再有死亡登记时可重新申请。';

/**
 * Closes the claims for a death that was taken back: nothing more is paid of them, and another death can be claimed for. What the heirs were paid is asked back
 * outside the fund, and what is with the bank ends as it tells.
 */
export async function takeDeathBack(tx: Tx, memberId: string): Promise<void> {
  const claims = await rows<MutualAidClaim>(
    tx.db,
    sql`select ${columns(MutualAidClaim, 'c')} from mutual_aid_claim c
      where c.member_id = ${memberId}::uuid and c.event = 'DEATH' and c.status <> 'REJECTED' and not c.death_taken_back order by c.id for update`,
  );
  for (const claim of claims) {
    await withdrawSource(tx, ownSource('MutualAidClaim', claim.id), TAKEN_BACK);
    await freeLoss(tx, 'MutualAidClaim', claim.id);
    await closeTakenBack(tx, claim, null);
  }
}

/** Where a claim for a death that was taken back is by what was paid of it: rejected, paid no more than that, or, while the bank has some, approved. */
export async function closeTakenBack(tx: Tx, claim: MutualAidClaim, ending: Ending | null): Promise<void> {
  const { paidFen, isWithBank } = await paidParts(tx, ownSource('MutualAidClaim', claim.id), ending);
  const change = { deathTakenBack: true, reason: TAKEN_BACK };
  if (isWithBank) {
    await updateRow(tx.db, MutualAidClaim, claim, change);
  } else if (paidFen === 0n) {
    const rejectedBy = actorOf(tx);
    await tellClaimant(tx, await updateRow(tx.db, MutualAidClaim, claim, { ...change, status: 'REJECTED', rejectedBy }));
  } else {
    const paid = { ...change, status: 'PAID', reason: TAKEN_BACK_WHEN_PAID, payableFen: paidFen } as const;
    const closed = await updateRow(tx.db, MutualAidClaim, claim, paid);
    if (claim.status !== 'PAID') await tellPaid(tx, closed, paidFen);
  }
}

/** Tells that a claim is paid. */
export const tellPaid = (tx: Tx, { id, version, memberId }: MutualAidClaim, paidFen: bigint): Promise<void> =>
  tx.publish(claimPaid, { id, version }, { memberId, amountFen: String(paidFen), paidAt: tx.now.toISOString() });
