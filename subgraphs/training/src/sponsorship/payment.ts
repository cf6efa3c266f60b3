import { updateRow } from '@union-graph/subgraph';
import { paymentsOf } from '../payment/follow.ts';
import { Instalment } from './Instalment.ts';

/** On the fund's events about payouts: the instalment is paid, was not, came back, or was given up. */
export const instalmentPayments = paymentsOf<Instalment>({
  typeName: 'SponsorshipInstalment',
  find: ({ db }, id) => db.findOne(Instalment, { where: { id }, lock: { mode: 'pessimistic_write' } }),
  change: ({ db }, instalment, state) => updateRow(db, Instalment, instalment, state),
});
