import { runningFundAllocated } from '@union-graph/events';
import { checkedNumber, civilDay, insertRow, newId, Refusal, requireIds, type Tx, updateRow } from '@union-graph/subgraph';
import { budgetPolicy } from '../budget/policy.ts';
import { CITY_PATH } from '../fund/access.ts';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { unionPayee } from '../payout-source/payee.ts';
import { approveSource, findSource, ownSource } from '../payout-source/sources.ts';
import type { AllocateRunningFundInput } from '../schema.gen.ts';
import { BudgetAllocation } from './BudgetAllocation.ts';
import { getJointUnion } from './jointUnion.ts';

const PURPOSE = 'JOINT_UNION_RUNNING' as const;

/**
 * Says how much running money a joint union has in this year or the next (S-32); again, with the version read, to change it.
 * Organisation, which flags the unions that lack money, hears of it by `runningFund.allocated`.
 */
export async function allocateRunningFund(
  tx: Tx,
  { year, ...input }: AllocateRunningFundInput,
): Promise<{ allocation: BudgetAllocation }> {
  budgetPolicy.authorise(tx.viewer, 'allocateRunningFund', { scopePath: CITY_PATH });
  requireIds({ unionId: input.unionId });
  const unionId = input.unionId.toLowerCase();
  // Money of a year that is over stays as it was: whoever was judged by it was judged rightly.
  const thisYear = Number(civilDay(tx.now).slice(0, 4));
  checkedNumber(year, 'year', [thisYear, thisYear + 1]);
  const amountFen = checkedAmount(input.amountFen);
  await getJointUnion(tx, unionId, { rule: 'S-32', what: 'Running money is' });
  const known = await tx.db.findOne(BudgetAllocation, {
    where: { unionId, year, purpose: PURPOSE },
    lock: { mode: 'pessimistic_write' },
  });
  if (known && input.expectedVersion !== known.version)
    throw new Refusal(
      'VERSION_CONFLICT',
      `This allocation exists, at version ${known.version}. Read it and repeat with its version.`,
      { field: 'expectedVersion' },
    );
  const allocation = known
    ? await updateRow(tx.db, BudgetAllocation, known, { amountFen })
    : await insertRow(tx.db, BudgetAllocation, { id: newId(), unionId, year, purpose: PURPOSE, amountFen, version: 1 });
  await approveRunningFund(tx, allocation);
  await tx.publish(runningFundAllocated, allocation, { unionId, year, amountFen: String(amountFen) });
  return { allocation };
}

/** The union may be paid what it was allocated, in one part or several. What is being paid already cannot be taken back by a smaller amount. */
async function approveRunningFund(tx: Tx, { id, unionId, amountFen }: BudgetAllocation): Promise<void> {
  const source = ownSource('BudgetAllocation', id);
  const known = await findSource(tx, source);
  if (known && known.takenFen > amountFen)
    throw new Refusal('BUDGET_EXCEEDED', `${known.takenFen} fen of this money are paid or being paid. Allocate no less.`, {
      rule: 'S-32',
      field: 'amountFen',
    });
  const fund = await tx.db.findOneByOrFail(Fund, { code: 'UNION_SERVICE' });
  await approveSource(tx, source, { ...unionPayee(unionId), fundId: fund.id, amountFen, scopePath: CITY_PATH });
}
