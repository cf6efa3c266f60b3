/** An account's balance on the side where it is, in fen; the other side is 0. */
export interface TrialBalanceRow {
  readonly accountId: string;
  readonly debitFen: bigint;
  readonly creditFen: bigint;
}
