import { runningFundAllocated } from '@union-graph/events';
import { checkedNumber, insertRow, newId, Refusal, requireIds, type Tx, updateRow } from '@union-graph/subgraph';
import { budgetPolicy } from '../budget/policy.ts';
import { CITY_PATH } from '../fund/access.ts';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { unionPayee } from '../payout-source/payee.ts';
import { approveSource, findSource, ownSource } from '../payout-source/sources.ts';
import type { AllocateRunningFundInput } from '../schema.gen.ts';
import { BudgetAllocation } from './BudgetAllocation.ts';

const PURPOSE = 'JOINT_UNION_RUNNING' as const;

/**
 * Says how much running money a joint union has in a year (S-32); again, with the version read, to change it. Organisation,
 * which knows the unions and flags those that lack money, hears of it by `runningFund.allocated`.
 */
export async function allocateRunningFund(
  tx: Tx,
  { unionId, year, ...input }: AllocateRunningFundInput,
): Promise<{ allocation: BudgetAllocation }> {
  budgetPolicy.authorise(tx.viewer, 'allocateRunningFund', { scopePath: CITY_PATH });
  requireIds({ unionId });
  checkedNumber(year, 'year', [2000, 2100]);
  const amountFen = checkedAmount(input.amountFen);
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
