import type { Tx } from '@union-graph/subgraph';
import { withdrawSourcesOfUnion } from '../payout-source/sources.ts';
import { endServiceCost, lockOpenServiceCosts } from '../service-cost/endServiceCost.ts';
import { passStudioFunding } from '../studio-funding/passStudioFunding.ts';
import { heirOf } from './heirOf.ts';
import type { UnionStanding } from './UnionStanding.ts';

/**
 * Ends what a union that was dissolved or merged had in the fund. It is paid nothing any more: what was approved for it and is not with the bank is not sent
 * (C-11). What it had asked for passes to the union that works in its place. Doing it again changes nothing.
 */
export async function endUnion(tx: Tx, union: UnionStanding): Promise<void> {
  const heir = await heirOf(tx, union);
  const costs = await lockOpenServiceCosts(tx, union.unionId);
  await withdrawSourcesOfUnion(tx, union.unionId);
  for (const cost of costs) await endServiceCost(tx, cost, { heir, ending: null });
  await passStudioFunding(tx, union.unionId, { heir, ending: null });
}
