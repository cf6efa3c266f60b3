import { updateRow } from '@union-graph/subgraph';
import { paymentsOf } from '../payment/follow.ts';
import { StudioFunding } from './StudioFunding.ts';

/** On the fund's events about payouts: what a studio is given is paid, was not, came back, or was given up. */
export const studioPayments = paymentsOf<StudioFunding>({
  typeName: 'StudioFunding',
  find: ({ db }, id) => db.findOne(StudioFunding, { where: { id }, lock: { mode: 'pessimistic_write' } }),
  change: ({ db }, funding, state) => updateRow(db, StudioFunding, funding, state),
});
