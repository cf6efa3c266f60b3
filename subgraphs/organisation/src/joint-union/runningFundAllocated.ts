import { runningFundAllocated as allocatedEvent } from '@union-graph/events';
import { defineKnown } from '@union-graph/subgraph';
import { RunningFund } from './RunningFund.ts';

const allocations = defineKnown(RunningFund, { id: 'allocationId', what: 'allocation' });

/** Keeps the running money that the Warmth Fund allocated to a joint union; a later event on the same allocation counts instead. */
export const runningFundAllocated = allocations.follow(allocatedEvent, ({ data: { unionId, year, amountFen } }) => ({
  unionId,
  year,
  amountFen: BigInt(amountFen),
}));
