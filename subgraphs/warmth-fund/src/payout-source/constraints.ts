import { Refusal } from '@union-graph/subgraph';

const rule = 'FND-INV-5';

/** What a payout that does not obey its source is answered with, where the database notices it first. */
export const payoutSourceConstraints = {
  disbursement_source_approved: () =>
    new Refusal(
      'SOURCE_NOT_APPROVED',
      'What this payout is for was withdrawn or changed since it was asked for. Void the payout, and ask again if it is approved.',
      { rule },
    ),
  disbursement_within_source: () =>
    new Refusal('AMOUNT_EXCEEDS_SOURCE', 'All payouts of this source together would be more than was approved.', {
      rule,
      field: 'amountFen',
    }),
  disbursement_payee_of_source: () =>
    new Refusal('PAYEE_MISMATCH', 'The money was approved for another payee.', { rule, field: 'memberId' }),
  disbursement_fund_of_source: () =>
    new Refusal('VALIDATION_FAILED', 'The money was approved out of another fund.', { rule: 'FND-INV-7', field: 'fundId' }),
};
