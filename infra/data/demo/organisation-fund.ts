import { projectPayoutRows } from './warmth-fund-agreements.ts';
import { fundId } from './warmth-fund-books.ts';
import { disbursementRows } from './warmth-fund-payouts.ts';

/** What each final state of a payment is called in the fund's events. */
const TOLD: Readonly<Record<string, string>> = { SETTLED: 'paid', RETURNED: 'returned', FAILED: 'failed' };

/** What the fund would have told of its demo payments, of which those of the Warmth Foundation count (C-12). */
export const fundPaymentRows = [...disbursementRows, ...projectPayoutRows].flatMap(({ id, fund_id, status, version }) => {
  if (fund_id !== fundId('WARMTH')) return [];
  const state = TOLD[status];
  return state ? [{ disbursement_id: id, state, version }] : [];
});
