import { lockByName, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { personsWhoLost } from '../paid-loss/paidLoss.ts';
import type { MutualAidClaim } from './MutualAidClaim.ts';
import { claimScope } from './scope.ts';

/**
 * Refuses papers that prove a claim of somebody who did not have the same loss, such as a fire in one home (FND-INV-5), whatever became of that claim.
 * Which claim it is is told to those who may read it. The locks serialise claims that get one paper at the same moment. Throws `DUPLICATE`.
 */
export async function refuseOthersPapers(
  tx: Tx,
  { memberId, event, eventAt }: Pick<MutualAidClaim, 'memberId' | 'event' | 'eventAt'>,
  evidence: readonly string[],
): Promise<void> {
  await lockByName(tx.db, ...evidence.map((hash) => `paper:${hash}`));
  const persons = await personsWhoLost(tx, memberId, { kind: event, happenedOn: eventAt });
  const [other] = await rows<{ claimNo: string; isSeen: boolean }>(
    tx.db,
    sql`select c.claim_no as "claimNo", coalesce(${claimScope(tx.viewer)}, false) as "isSeen"
      from mutual_aid_claim_document d join mutual_aid_claim c on c.id = d.claim_id
      where d.sha256 = any(${evidence}::text[]) and c.member_id <> all(${persons}::uuid[]) order by "isSeen" desc, c.claim_no limit 1`,
  );
  if (!other) return;
  throw new Refusal(
    'DUPLICATE',
    `A paper of this claim proves ${other.isSeen ? `the claim ${other.claimNo}` : 'a claim'} of another household. If it proves both, a caseworker of the fund who has seen the papers says so ("isAnotherEvent").`,
    { rule: 'FND-INV-5', field: 'documents' },
  );
}
