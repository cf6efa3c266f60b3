import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const ledgerConstraints = {
  journal_entry_balanced: () =>
    new Refusal('UNBALANCED_ENTRY', 'The debits of the entry do not equal its credits.', { rule: 'FND-INV-1' }),
  journal_entry_reversed_once: () =>
    new Refusal('DUPLICATE', 'This entry has been reversed before. Read the journal to find the reversal.', {
      rule: 'FND-INV-1',
      field: 'entryId',
    }),
  journal_entry_period_open: () =>
    new Refusal(
      'VALIDATION_FAILED',
      'This day lies in a month that is closed. Post the entry, or its reversal, in the open month.',
      {
        rule: 'FND-INV-1',
        field: 'postedOn',
      },
    ),
  ledger_account_available: () =>
    new Refusal(
      'INSUFFICIENT_FUNDS',
      'A money or restricted account would fall below what is set aside on it. Reduce the amount, or bring money in first.',
      { rule: 'FND-INV-2' },
    ),
  bound_money_stays: () =>
    new Refusal(
      'INSUFFICIENT_FUNDS',
      'The rest of the money in the bank is bound to schemes of aid, and stays for them. Reduce the amount, or bring money in first.',
      { rule: 'S-17' },
    ),
  bound_money_not_by_hand: () =>
    new Refusal(
      'VALIDATION_FAILED',
      'A line takes money that is bound to a scheme of aid. Aid of the scheme uses it, or "refundDonation" gives it back; an entry by hand does not.',
      { rule: 'S-17', field: 'postings' },
    ),
};
