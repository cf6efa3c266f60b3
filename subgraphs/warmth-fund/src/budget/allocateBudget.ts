import { insertRow, isId, newId, notFound, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import type { AllocateBudgetInput } from '../schema.gen.ts';
import { Budget } from './Budget.ts';
import { budgetPolicy } from './policy.ts';

/**
 * Says how much a fund may spend on one purpose in a year; again, with the version read, to change it. Less than is
 * committed and spent already is refused with `BUDGET_EXCEEDED` (FND-INV-8).
 */
export async function allocateBudget(tx: Tx, input: AllocateBudgetInput): Promise<{ budget: Budget }> {
  const { fundId, year, category } = input;
  budgetPolicy.authorise(tx.viewer, 'allocateBudget', { scopePath: CITY_PATH });
  const allocatedFen = checkedAmount(input.allocatedFen, 'allocatedFen');
  refuseIf(year < 2000 || year > 2100, 'BAD_USER_INPUT', `A budget is for a year from 2000 to 2100; got ${year}.`, {
    field: 'year',
  });
  const fund = isId(fundId) ? await tx.db.findOneBy(Fund, { id: fundId }) : null;
  if (!fund) throw notFound('fund', fundId);
  const known = await tx.db.findOne(Budget, {
    where: { fundId: fund.id, year, category },
    lock: { mode: 'pessimistic_write' },
  });
  if (!known) {
    const fresh = { id: newId(), fundId: fund.id, year, category, allocatedFen, committedFen: 0n, spentFen: 0n, version: 1 };
    return { budget: await insertRow(tx.db, Budget, fresh) };
  }
  if (input.expectedVersion !== known.version) {
    throw new Refusal(
      'VERSION_CONFLICT',
      `This budget exists, at version ${known.version}. Read it and repeat with its version.`,
      {
        field: 'expectedVersion',
      },
    );
  }
  return { budget: await updateRow(tx.db, Budget, known, { allocatedFen }) };
}
