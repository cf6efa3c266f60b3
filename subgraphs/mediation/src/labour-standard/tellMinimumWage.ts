import { minimumWageSet } from '@union-graph/events';
import { defineSnapshot, type Tx } from '@union-graph/subgraph';
import { LabourStandard } from './LabourStandard.ts';

/** Tells other services of a standard that is a minimum wage of a month: training posts no vacancy that pays less (S-37). */
export async function tellMinimumWage(tx: Tx, standard: LabourStandard): Promise<void> {
  const { kind, valueFen, effectiveFrom } = standard;
  if (kind !== 'MINIMUM_WAGE_MONTH' || valueFen === null) return;
  await tx.publish(minimumWageSet, standard, { amountFen: valueFen.toString(), effectiveFrom });
}

/** The minimum wages that mediation tells a service which begins to follow them. */
export const minimumWages = defineSnapshot([minimumWageSet], LabourStandard, async (tx, found) => {
  for (const standard of found) await tellMinimumWage(tx, standard);
});
