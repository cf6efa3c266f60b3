import { civilDay, refuseIf, type Tx } from '@union-graph/subgraph';
import { usageOf } from '../open-period/queries.ts';
import { assertWithinQuota } from '../open-period/rules.ts';
import { type Offer, openPriceOf } from '../slot/offer.ts';
import { lengthInMinutes, type Span } from '../slot/rules.ts';
import type { Audience } from '../tariff/rules.ts';
import type { Booking } from './Booking.ts';

export interface Buyer {
  readonly memberId: string;
  readonly audience: Audience;
  /** The booking that is priced anew, so that it does not count against its own quota. */
  readonly bookingId: string | null;
}

type Terms = Pick<Booking, 'audience' | 'priceFen' | 'appliedRuleId' | 'openPeriodId'>;

/** The terms on which a member may have a span; `QUOTA_EXCEEDED` when an open period has no more for them. The member must be locked. */
export async function appraise(tx: Tx, offer: Offer, span: Span, { memberId, audience, bookingId }: Buyer): Promise<Terms> {
  refuseIf(
    audience === 'GROUP',
    'NOT_ELIGIBLE',
    'The group price is for registered fitness groups. Choose "WORKER" or "CARD_HOLDER".',
    { field: 'audience' },
  );
  const { priceFen, rule, openPeriod } = openPriceOf(offer, span, audience);
  if (openPeriod) {
    const usage = await usageOf(
      tx.db,
      { memberId, openPeriodId: openPeriod.id, except: bookingId },
      civilDay(span.start),
      tx.now,
    );
    assertWithinQuota(openPeriod, usage, lengthInMinutes(span));
  }
  return { audience, priceFen, appliedRuleId: rule?.id ?? null, openPeriodId: openPeriod?.id ?? null };
}
