import { type DataOf, disbursementPaid } from '@union-graph/events';
import type { CloudEvent } from '@union-graph/subgraph';

/** What the fund tells of a payout. */
export type PaymentEvent = CloudEvent<DataOf<typeof disbursementPaid>>;

/** What is known of the payout of a thing that is paid by the fund. */
export interface KnownPayout {
  readonly disbursementId: string | null;
  readonly disbursementVersion: number | null;
  readonly status: string;
}

export const NO_REASON = 'The bank gave no reason.';

export const seenIn = ({ subject, aggregateversion }: PaymentEvent) => ({
  disbursementId: subject,
  disbursementVersion: aggregateversion,
});

/** The fund makes another payout of a thing only when the one before was given up or came back. */
const ENDED: readonly string[] = ['PAYMENT_VOIDED', 'RETURNED'];

/**
 * Whether an event of the fund tells something new: it is newer than the last one about the same payout, or about another payout. That one
 * was made because the payout before it ended, so it counts when that is known, and when it was paid: news of the end may come later.
 */
export function isNewsOf({ disbursementId, disbursementVersion, status }: KnownPayout, event: PaymentEvent): boolean {
  if (disbursementId === null) return true;
  if (disbursementId === event.subject) return event.aggregateversion > (disbursementVersion ?? 0);
  return ENDED.includes(status) || event.type === `warmth-fund.${disbursementPaid.name}`;
}
