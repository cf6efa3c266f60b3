import { disbursementRows } from './warmth-fund-payouts.ts';

/** What each final state of a payment is called in the fund's events. */
const TOLD: Readonly<Record<string, string>> = { SETTLED: 'paid', RETURNED: 'returned', FAILED: 'failed' };

/** What the fund would have told of its demo payments. */
export const fundPaymentRows = disbursementRows.flatMap(({ id, status, version }) => {
  const state = TOLD[status];
  return state ? [{ disbursement_id: id, state, version }] : [];
});
