import { assertTransition, civilDay, Refusal, type Tx, updateRow } from '@union-graph/subgraph';
import { Budget } from '../budget/Budget.ts';
import { moveBudget } from '../budget/moveBudget.ts';
import { payOutSource } from '../disbursement/create.ts';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { unionPayee } from '../payout-source/payee.ts';
import { approveSource, ownSource } from '../payout-source/sources.ts';
import { checkDecision } from '../rule/decision.ts';
import { getJointUnion } from '../running-fund/jointUnion.ts';
import type { GrantServiceCostInput } from '../schema.gen.ts';
import { COST_TRANSITIONS, checkCostDuties, checkGrant } from './rules.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';
import { getServiceCost, rejectServiceCost } from './steps.ts';

/**
 * Grants a coordinated application, wholly or in part, by another person, or turns it down. What is granted is committed in the year's budget
 * for service costs (FND-INV-8: `BUDGET_EXCEEDED`), and its payout to the union is asked for at once; to a union that it passed to when the heir has named its account.
 */
export async function grantServiceCost(tx: Tx, input: GrantServiceCostInput): Promise<{ application: ServiceCostApplication }> {
  const row = await getServiceCost(tx, 'grantServiceCost', input);
  checkDecision(input, ['grantedFen']);
  assertTransition(COST_TRANSITIONS, 'application', row.status, 'GRANTED');
  const person = tx.viewer.personId as string;
  checkCostDuties(person, row.appliedBy, row.coordinatedBy);
  if (input.decision === 'REJECT') return { application: await rejectServiceCost(tx, row, input.reason) };
  await getJointUnion(tx, row.unionId, { rule: 'S-33', what: 'Service costs are' });
  const grantedFen = checkedAmount(input.grantedFen ?? row.requestedFen, 'grantedFen');
  checkGrant(grantedFen, row.requestedFen);
  const fund = await tx.db.findOneByOrFail(Fund, { code: 'UNION_SERVICE' });
  const budgetId = await commit(tx, fund.id, grantedFen);
  const change = { status: 'GRANTED', grantedFen, grantedBy: person, budgetId } as const;
  const application = await updateRow(tx.db, ServiceCostApplication, row, change);
  const source = ownSource('ServiceCostApplication', row.id);
  await approveSource(tx, source, {
    ...unionPayee(row.unionId),
    fundId: fund.id,
    amountFen: grantedFen,
    scopePath: row.scopePath,
  });
  const { accountMasked } = application;
  if (accountMasked !== null) await payOutSource(tx, source, { accountMasked, createdBy: row.coordinatedBy as string });
  return { application };
}

async function commit(tx: Tx, fundId: string, committedFen: bigint): Promise<string> {
  const year = Number(civilDay(tx.now).slice(0, 4));
  const budget = await tx.db.findOneBy(Budget, { fundId, year, category: 'SERVICE_COSTS' });
  if (!budget)
    throw new Refusal('BUDGET_EXCEEDED', `The fund has no budget for service costs in ${year}. Allocate one first.`, {
      rule: 'FND-INV-8',
    });
  await moveBudget(tx, budget.id, { committedFen });
  return budget.id;
}
