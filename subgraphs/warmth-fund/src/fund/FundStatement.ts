/** Money in and out of a fund over some days, in fen. */
export interface FundStatement {
  readonly fundId: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly openingFen: bigint;
  readonly receivedFen: bigint;
  readonly paidFen: bigint;
  readonly closingFen: bigint;
}
