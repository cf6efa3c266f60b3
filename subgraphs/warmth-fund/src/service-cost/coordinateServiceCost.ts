import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { checkDecision } from '../rule/decision.ts';
import { getJointUnion } from '../running-fund/jointUnion.ts';
import type { CoordinateServiceCostInput } from '../schema.gen.ts';
import { COST_TRANSITIONS, checkCostDuties } from './rules.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';
import { getServiceCost, rejectServiceCost } from './steps.ts';

/** The superior union compares an application with those of its other unions, and forwards or rejects it. */
export async function coordinateServiceCost(
  tx: Tx,
  input: CoordinateServiceCostInput,
): Promise<{ application: ServiceCostApplication }> {
  const row = await getServiceCost(tx, 'coordinateServiceCost', input);
  checkDecision(input);
  assertTransition(COST_TRANSITIONS, 'application', row.status, 'COORDINATED');
  const person = tx.viewer.personId as string;
  checkCostDuties(person, row.appliedBy);
  if (input.decision === 'REJECT') return { application: await rejectServiceCost(tx, row, input.reason) };
  await getJointUnion(tx, row.unionId, { rule: 'S-33', what: 'Service costs are' });
  const application = await updateRow(tx.db, ServiceCostApplication, row, { status: 'COORDINATED', coordinatedBy: person });
  return { application };
}
