import { type DataOf, studioFundingDue, studioFundingWithdrawn } from '@union-graph/events';
import { handle, lockByName, type Tx } from '@union-graph/subgraph';
import { fundIdOf } from '../fund/queries.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { unionPayee } from '../payout-source/payee.ts';
import { approveSource, findSource, type SourceRef, withdrawSource } from '../payout-source/sources.ts';
import { endUnion } from '../running-fund/endUnion.ts';
import { findEnded } from '../running-fund/heirOf.ts';

const sourceOf = (id: string): SourceRef => ({ subgraph: 'training', typeName: 'StudioFunding', id });
const NAME_TAKEN_BACK = '创新工作室称号已撤销';

/** Notes what a union may be paid for a studio; false when that was noted before, whatever became of it. */
async function note(tx: Tx, ref: SourceRef, told: DataOf<typeof studioFundingDue>): Promise<boolean> {
  // Two deliveries at the same moment: the second waits here, and then finds what the first wrote.
  await lockByName(tx.db, `StudioFunding:${ref.id}`);
  const ended = await findEnded(tx, told.unionId);
  if (await findSource(tx, ref)) return false;
  await approveSource(tx, ref, {
    ...unionPayee(told.unionId),
    fundId: await fundIdOf(tx, 'SKILLS'),
    amountFen: checkedAmount(BigInt(told.amountFen)),
    scopePath: told.scopePath,
  });
  if (ended) await endUnion(tx, ended.union);
  return true;
}

/**
 * On `training.studio.fundingDue` and `.fundingWithdrawn` (S-60): a caseworker may ask for a payout to the leader's union out of the skills
 * fund, until the studio's name is taken back. In whatever order they come, what was withdrawn stays withdrawn.
 */
export const followStudio = [
  handle(studioFundingDue, async (tx, { subject, data }) => {
    await note(tx, sourceOf(subject), data);
  }),
  handle(studioFundingWithdrawn, async (tx, { subject, data }) => {
    await note(tx, sourceOf(subject), data);
    await withdrawSource(tx, sourceOf(subject), NAME_TAKEN_BACK);
  }),
];
