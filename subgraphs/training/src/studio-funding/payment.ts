import { updateRow } from '@union-graph/subgraph';
import { paymentsOf } from '../payment/follow.ts';
import { StudioFunding } from './StudioFunding.ts';

/** On the fund's events about payouts: what a studio is given is paid, was not, came back, or was given up. */
export const studioPayments = paymentsOf<StudioFunding>({
  typeName: 'StudioFunding',
  find: ({ db }, id) => db.findOne(StudioFunding, { where: { id }, lock: { mode: 'pessimistic_write' } }),
  // Once the name was taken back, only that the money was paid all the same is news.
  change: async ({ db }, funding, state) =>
    funding.status === 'WITHDRAWN' && state.status !== 'PAID' ? funding : updateRow(db, StudioFunding, funding, state),
});
