/** What a foundation's year comes to, in fen. */
export interface FoundationYear {
  /** Last year's income, for a foundation that raises money from the public; else its balance at last year's end. */
  readonly baseFen: bigint;
  /** Spent on its purpose. */
  readonly spendingFen: bigint;
  /** Spent on staff and office. */
  readonly overheadFen: bigint;
  /** All that was spent. */
  readonly expenseFen: bigint;
}

/** A part of a whole in basis points, rounded down; null of nothing. */
const bpOf = (part: bigint, whole: bigint): number | null => (whole > 0n ? Number((part * 10_000n) / whole) : null);

/**
 * The two ratios (基金会管理条例 art. 29, P21). Compared as products, not as rounded ratios: one fen too little is too little.
 * Null where there is nothing to compare with.
 */
export function ratiosOf(
  { baseFen, spendingFen, overheadFen, expenseFen }: FoundationYear,
  requiredBp: number,
  mostOverheadBp: number,
) {
  const reaches = spendingFen * 10_000n >= baseFen * BigInt(requiredBp);
  const within = overheadFen * 10_000n <= expenseFen * BigInt(mostOverheadBp);
  return {
    spendingBp: bpOf(spendingFen, baseFen),
    spendsEnough: baseFen > 0n ? reaches : null,
    overheadBp: bpOf(overheadFen, expenseFen),
    overheadWithin: expenseFen > 0n ? within : null,
  };
}
