/** What may be sent beyond the calls that were asked for: a share of them, so that trouble does not multiply itself. */
export interface Budget {
  /** One more call was asked for. */
  earn(): void;
  /** Whether one more may be sent; then it is spent. */
  spend(): boolean;
}

/** Saved up in quiet times, and there from the start. */
const MOST = 10;

/** `percent` of the calls, and up to ten saved. */
export function createBudget(percent: number): Budget {
  let saved = percent > 0 ? MOST : 0;
  return {
    earn: () => {
      saved = Math.min(MOST, saved + percent / 100);
    },
    spend: () => {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
}
