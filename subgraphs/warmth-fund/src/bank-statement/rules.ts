import type { DisbursementStatus } from '../disbursement/rules.ts';

export type BankResult = 'SETTLED' | 'FAILED' | 'RETURNED';
export type LineOutcome =
  | BankResult
  | 'ALREADY_TOLD'
  | 'TWICE'
  | 'UNKNOWN'
  | 'AMOUNT_DIFFERS'
  | 'NOT_WITH_BANK'
  | 'DUTIES'
  | 'UNREADABLE';

interface Told {
  readonly result: BankResult;
  readonly amountFen: bigint;
}

interface Known {
  readonly status: DisbursementStatus;
  readonly amountFen: bigint;
  /** How many failures were recorded by hand of which no line has told yet. */
  readonly untoldFailures: number;
}

/** The state in which a payout is when the bank can tell a result of it. */
const BEFORE: Readonly<Record<BankResult, DisbursementStatus>> = { SETTLED: 'SENT', FAILED: 'SENT', RETURNED: 'SETTLED' };

/**
 * What a line of the bank means to the payout that it names; null where there is none in this fund. A result that the payout has already
 * changes nothing; everything else that does not fit is for the cashier to look at.
 */
export function outcomeOf({ result, amountFen }: Told, payout: Known | null): LineOutcome {
  if (!payout) return 'UNKNOWN';
  if (payout.amountFen !== amountFen) return 'AMOUNT_DIFFERS';
  // The file tells of a failure that is known and was followed by another attempt: that one is still on its way.
  if (result === 'FAILED' && payout.status === 'SENT' && payout.untoldFailures > 0) return 'ALREADY_TOLD';
  if (payout.status === BEFORE[result]) return result;
  return payout.status === result || (result === 'SETTLED' && payout.status === 'RETURNED') ? 'ALREADY_TOLD' : 'NOT_WITH_BANK';
}

/** Yuan as a bank writes them, `1,234.50`, in fen; null for anything else, a sign or a third decimal among it. */
export function fenOfYuan(text: string): bigint | null {
  const parts = /^(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?$/.exec(text.replace(/^[¥￥]\s*/, ''));
  if (!parts) return null;
  return BigInt((parts[1] as string).replaceAll(',', '')) * 100n + BigInt((parts[2] ?? '').padEnd(2, '0'));
}

/** How many lines a bank says there are, `3,000`; null for what is no number of lines. */
export const numberOfLines = (text: string): number | null =>
  /^(\d{1,6}|\d{1,3}(?:,\d{3})+)$/.test(text) ? Number(text.replaceAll(',', '')) : null;
