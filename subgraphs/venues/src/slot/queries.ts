import { hasRole, type Viewer } from '@union-graph/identity';
import { addDays, civilDay, type ReadContext, refuseIf, rows, sql } from '@union-graph/subgraph';
import { ownAudience } from '../booking/buyer.ts';
import type { Facility } from '../facility/Facility.ts';
import { numbers } from '../rule/numbers.ts';
import type { Audience } from '../tariff/rules.ts';
import { assertBookable, assertSlots, openPriceOf, priceOf, publicPriceOf } from './offer.ts';
import { offerOf } from './offerOf.ts';
import type { PriceQuote } from './PriceQuote.ts';
import { DAYS_SHOWN, judgeSlots, type Span, slotsBetween } from './rules.ts';
import type { Slot } from './Slot.ts';

type Taken = Span & { held: boolean };

/** The slots of a facility that lie wholly in a span; two statements however many slots. */
export async function availability(ctx: ReadContext, facility: Facility, span: Span): Promise<Slot[]> {
  const { db, now } = ctx;
  refuseIf(span.end <= span.start, 'BAD_USER_INPUT', '"to" must lie after "from".', { field: 'to' });
  refuseIf(
    civilDay(span.end) > addDays(civilDay(span.start), DAYS_SHOWN),
    'BAD_USER_INPUT',
    `Ask for ${DAYS_SHOWN} days at most.`,
    { field: 'to' },
  );
  if (facility.accessMode !== 'BOOKABLE' || facility.retiredAt) return [];
  const offer = await offerOf(ctx, facility, span.start);
  // Whether a hold still holds is asked last, so that the index of live bookings is gone through once. What is free belongs to those who wait for
  // it, also before a task has offered it to them.
  const live = sql`b.facility_id = ${facility.id} and b.status in ('HELD', 'CONFIRMED', 'CHECKED_IN') and (b.status <> 'HELD' or b.held_until > ${now})`;
  const taken = await rows<Taken>(
    db,
    sql`select b.start_at as start, b.end_at as end, b.status = 'HELD' as held from booking b
    where tstzrange(b.start_at, b.end_at) && tstzrange(${span.start}, ${span.end}) and ${live}
    union all select w.start_at, w.end_at, true from waitlist_entry w
    where w.facility_id = ${facility.id} and w.status = 'WAITING' and w.start_at > ${now}
      and tstzrange(w.start_at, w.end_at) && tstzrange(${span.start}, ${span.end})
      and not exists (select from booking b where tstzrange(b.start_at, b.end_at) && tstzrange(w.start_at, w.end_at) and ${live})
      and not exists (select from suspension s where s.member_id = w.member_id and s.lifted_at is null
        and ${civilDay(now)}::date between s.from_on and s.to_on)`,
  );
  const judge = judgeSlots({ taken, closures: offer.closures }, now, offer.number(numbers.DAYS_AHEAD));
  return slotsBetween(facility.slotMinutes, offer.openingHours, span).map((slot) => ({
    offer,
    start: slot.start,
    end: slot.end,
    state: judge(slot, priceOf(offer, slot, 'CARD_HOLDER') !== null),
  }));
}

/**
 * What a booking would cost an audience, refused as a hold would be; personal quotas and suspensions aside. Without an audience a member is told
 * what a hold costs them, and who may hold nothing the public price.
 */
export async function quotePrice(
  ctx: ReadContext & { readonly viewer: Viewer },
  facility: Facility,
  span: Span,
  asked: Audience | null | undefined,
): Promise<PriceQuote> {
  const { viewer } = ctx;
  const audience = asked ?? (viewer.personId && hasRole(viewer, 'MEMBER') ? await ownAudience(ctx, viewer.personId) : 'RESIDENT');
  const offer = await offerOf(ctx, facility, span.start);
  if (facility.accessMode !== 'OPEN_ACCESS') assertBookable(facility);
  assertSlots(offer, span, ctx.now);
  const { priceFen, rule, openPeriod } = openPriceOf(offer, span, audience);
  return { priceFen, publicPriceFen: publicPriceOf(offer, span), appliedRule: rule, openPeriod };
}
