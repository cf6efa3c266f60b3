import { refuseIf, type Tx } from '@union-graph/subgraph';
import { Plan } from '../plan/Plan.ts';

/** A task is due while its plan runs. An unknown plan is refused by the foreign key. */
export async function refuseOutsidePlan(
  { db }: Tx,
  planCode: string,
  dueAt: string,
  details: { readonly rule: string; readonly field: string },
): Promise<void> {
  const plan = await db.findOneBy(Plan, { code: planCode });
  const told = `The plan runs from ${plan?.from} to ${plan?.to}; a task of it is not due on ${dueAt}.`;
  refuseIf(plan !== null && (dueAt < `${plan.from}-01-01` || dueAt > `${plan.to}-12-31`), 'VALIDATION_FAILED', told, details);
}
