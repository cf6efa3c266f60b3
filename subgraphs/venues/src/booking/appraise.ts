import { addDays, civilDay, refuseIf, type Tx } from '@union-graph/subgraph';
import type { OpenPeriod } from '../open-period/OpenPeriod.ts';
import { usageOf } from '../open-period/queries.ts';
import { assertWithinQuota, covers } from '../open-period/rules.ts';
import { type Offer, openPriceOf, publicPriceOf } from '../slot/offer.ts';
import { minutesOnDay, type Span } from '../slot/rules.ts';
import type { Audience } from '../tariff/rules.ts';
import type { Booking } from './Booking.ts';

export interface Buyer {
  readonly memberId: string;
  readonly audience: Audience;
  /** The booking that is priced anew, so that it does not count against its own quota. */
  readonly bookingId: string | null;
}

type Terms = Pick<Booking, 'audience' | 'priceFen' | 'publicPriceFen' | 'appliedRuleId' | 'openPeriodId'>;

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
    assertOnePeriod(offer, openPeriod, span);
    const who = { memberId, openPeriodId: openPeriod.id, except: bookingId };
    for (const day of daysOf(span).filter((one) => covers(openPeriod, one)))
      assertWithinQuota(openPeriod, await usageOf(tx.db, who, day, tx.now), minutesOnDay(span, day));
  }
  const publicPriceFen = publicPriceOf(offer, span);
  return { audience, priceFen, publicPriceFen, appliedRuleId: rule?.id ?? null, openPeriodId: openPeriod?.id ?? null };
}

/** The civil days that a span touches. */
function daysOf({ start, end }: Span): string[] {
  const days = [civilDay(start)];
  const last = civilDay(new Date(end.getTime() - 1));
  for (let day = days[0] as string; day < last; ) {
    day = addDays(day, 1);
    days.push(day);
  }
  return days;
}

/** A booking counts against one quota. */
function assertOnePeriod({ openPeriods }: Offer, period: OpenPeriod, span: Span): void {
  const others = openPeriods.filter(({ id }) => id !== period.id);
  refuseIf(
    daysOf(span).some((day) => others.some((other) => covers(other, day))),
    'VALIDATION_FAILED',
    `"${period.nameZh}" is followed by another open period with a quota of its own. Book each day by itself.`,
    { rule: 'VEN-INV-3', field: 'end' },
  );
}
