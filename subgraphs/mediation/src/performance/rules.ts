import type { ClaimKind, PerfStatus } from '../schema.gen.ts';
import type { PerformanceItem } from './PerformanceItem.ts';

type Paid = Pick<PerformanceItem, 'amountFen' | 'paidFen' | 'paidAt' | 'dueAt'>;

/** Paid in full; a term without money is done once a day of performance is recorded. */
export const isPaid = ({ amountFen, paidFen, paidAt }: Paid): boolean => paidAt !== null && paidFen === amountFen;

/** Whether an item is paid on a day. Nothing is overdue by an agreement that waits for a signature or for the seal, and binds nobody yet. */
export function perfStatus(item: Paid, today: string, isBinding: boolean): PerfStatus {
  if (isPaid(item)) return 'PAID';
  if (isBinding && today > item.dueAt) return 'OVERDUE';
  return item.paidFen > 0n ? 'PARTLY_PAID' : 'DUE';
}

/** The earliest agreed day with something unpaid; null when all is paid. */
export const nextPaymentOn = (items: readonly Paid[]): string | null =>
  items
    .filter((item) => !isPaid(item))
    .map(({ dueAt }) => dueAt)
    .sort()[0] ?? null;

/** What a court issues a payment order for (P11 art. 16): pay (overtime pay is pay), injury medical costs, compensation, damages. */
const ORDERABLE: readonly ClaimKind[] = ['WAGES', 'OVERTIME', 'INJURY_MEDICAL', 'COMPENSATION', 'DAMAGES'];

/** The first kind of claim that no payment order is issued for, if any. */
export const notOrderable = (kinds: readonly ClaimKind[]): ClaimKind | undefined =>
  kinds.find((kind) => !ORDERABLE.includes(kind));
