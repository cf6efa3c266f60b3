/**
 * The states in which a row of the fund lists nobody any more, as `applicant.listed`, `payee.listed` and `donor.listed` tell (C-19): what was refused, withdrawn
 * or given back names nobody; what was paid out does, for the books. For the fund, which tells it, and for data that are written as if it had been told.
 */
export const LISTING_ENDS = {
  aidApplication: ['REJECTED', 'CANCELLED'],
  /** A rejected claim that is appealed is before the fund again. */
  claim: ['REJECTED'],
  /** Of the file and of each person of its household. */
  hardshipFile: ['REJECTED', 'EXITED'],
  /** What came back is in the books and in the bank's file, and is asked for anew. */
  disbursement: ['VOIDED'],
  donation: ['REFUNDED', 'CANCELLED'],
} as const;
