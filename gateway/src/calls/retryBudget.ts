/**
 * Limits repeated requests to a share of the calls, so that retries and hedged requests do not multiply the load of a subgraph in
 * trouble.
 */
export interface RetryBudget {
  /** Adds the share of one call to the balance. */
  earn(): void;
  /** Takes one repeated request from the balance; false when the balance does not cover it. */
  spend(): boolean;
}

/** The balance is full at the start and never larger than this. */
const MAX_BALANCE = 10;

/** A budget that allows `percent` repeated requests for each hundred calls. */
export function createRetryBudget(percent: number): RetryBudget {
  let balance = percent > 0 ? MAX_BALANCE : 0;
  return {
    earn: () => {
      balance = Math.min(MAX_BALANCE, balance + percent / 100);
    },
    spend: () => {
      if (balance < 1) return false;
      balance -= 1;
      return true;
    },
  };
}
