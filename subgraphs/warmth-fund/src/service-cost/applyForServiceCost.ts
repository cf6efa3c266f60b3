import { checkedText, insertRow, newId, notFound, requireIds, type Tx } from '@union-graph/subgraph';
import { checkedAccount } from '../disbursement/rules.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { getJointUnion } from '../running-fund/jointUnion.ts';
import { unions } from '../running-fund/unions.ts';
import type { ApplyForServiceCostInput } from '../schema.gen.ts';
import { serviceCostPolicy } from './policy.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';

/**
 * Asks the union above for the cost of a service, by the officer of a joint union. The application lies where organisation says that the union lies.
 * `DUPLICATE` for the purpose and amount of another application that is open or whose grant is not settled (`service_cost_once`).
 */
export async function applyForServiceCost(
  tx: Tx,
  input: ApplyForServiceCostInput,
): Promise<{ application: ServiceCostApplication }> {
  requireIds({ unionId: input.unionId });
  const unionId = input.unionId.toLowerCase();
  serviceCostPolicy.authorise(tx.viewer, 'applyForServiceCost', { scopePath: await placeSeen(tx, unionId) });
  const { scopePath } = await getJointUnion(tx, unionId, { rule: 'S-33', what: 'Service costs are' });
  if (scopePath === null) throw notFound('union', unionId);
  const application = await insertRow(tx.db, ServiceCostApplication, {
    id: newId(),
    unionId,
    purpose: checkedText(input.purpose, 'purpose', 1_000),
    requestedFen: checkedAmount(input.requestedFen, 'requestedFen'),
    grantedFen: null,
    accountMasked: checkedAccount(input.accountMasked),
    status: 'SUBMITTED',
    budgetId: null,
    paid: false,
    appliedBy: tx.viewer.personId as string,
    appliedAt: tx.now,
    coordinatedBy: null,
    grantedBy: null,
    accountedBy: null,
    settledBy: null,
    rejectedBy: null,
    reason: null,
    scopePath,
    version: 1,
  });
  return { application };
}

/** Where a union lies, for who holds an office there or above; for others as if there were none, so that a refusal tells nothing of it. */
async function placeSeen({ db, viewer }: Tx, unionId: string): Promise<string> {
  const path = (await unions.find(db, unionId))?.scopePath;
  return path && viewer.grants.some((grant) => path.startsWith(grant.scopePath)) ? path : `/city/${unionId}/`;
}
