import { civilDay, Refusal, type RuleNumber } from '@union-graph/subgraph';
import type { Closure } from '../facility/Closure.ts';
import type { Facility } from '../facility/Facility.ts';
import type { OpeningHours } from '../facility/OpeningHours.ts';
import type { OpenPeriod } from '../open-period/OpenPeriod.ts';
import { covers } from '../open-period/rules.ts';
import { numbers } from '../rule/numbers.ts';
import { type Audience, type PriceList, priceOfSlots } from '../tariff/rules.ts';
import type { TariffRule } from '../tariff/TariffRule.ts';
import { assertOpen, assertWholeSlots, cut, lengthInMinutes, type Span } from './rules.ts';

/** A facility with all that decides when it is open and what it costs; read once, then every slot is arithmetic. */
export interface Offer {
  readonly facility: Facility;
  readonly openingHours: readonly OpeningHours[];
  readonly closures: readonly Closure[];
  readonly openPeriods: readonly OpenPeriod[];
  /** By the price rules alone. */
  readonly priceAt: PriceList<TariffRule>;
  /** The numbers in force today at its venue. */
  readonly number: (wanted: RuleNumber) => number;
}

export interface Price {
  readonly priceFen: bigint;
  readonly rule: TariffRule | null;
  readonly openPeriod: OpenPeriod | null;
}

/**
 * What a span costs an audience: nothing on open-access facilities (VEN-INV-2), nothing for card-holders on the days of an open period
 * (VEN-INV-3), else by the price rules; null where no price is set. Over midnight each day has its own price.
 */
export function priceOf(offer: Offer, span: Span, audience: Audience): Price | null {
  const { facility, openPeriods, priceAt } = offer;
  if (facility.accessMode === 'OPEN_ACCESS') return { priceFen: 0n, rule: null, openPeriod: null };
  if (lengthInMinutes(span) === facility.slotMinutes) return priceOfSlot(offer, span.start, audience);
  const starts = cut(span, facility.slotMinutes).map(({ start }) => start);
  const price = priceOfSlots(priceAt, starts, audience);
  const periodOf = (start: Date) => openPeriods.find((period) => covers(period, civilDay(start))) ?? null;
  const openPeriod = audience === 'CARD_HOLDER' ? (starts.map(periodOf).find((period) => period !== null) ?? null) : null;
  if (!openPeriod) return price && { ...price, openPeriod };
  const paid = starts.filter((start) => periodOf(start) === null);
  if (paid.length === 0) return { priceFen: 0n, rule: price?.rule ?? null, openPeriod };
  const rest = priceOfSlots(priceAt, paid, audience);
  return rest && { ...rest, openPeriod };
}

/** The same for one slot, of which a calendar has hundreds. */
function priceOfSlot({ openPeriods, priceAt }: Offer, start: Date, audience: Audience): Price | null {
  const price = priceAt(start, audience);
  const openPeriod = audience === 'CARD_HOLDER' ? (openPeriods.find((period) => covers(period, civilDay(start))) ?? null) : null;
  return openPeriod ? { priceFen: 0n, rule: price?.rule ?? null, openPeriod } : price && { ...price, openPeriod };
}

/** What a span costs the public; null where no price is set for it. */
export const publicPriceOf = (offer: Offer, span: Span): bigint | null => priceOf(offer, span, 'RESIDENT')?.priceFen ?? null;

/** The price of a span in a facility that is open then; `OUTSIDE_HOURS` or `NOT_BOOKABLE` otherwise. */
export function openPriceOf(offer: Offer, span: Span, audience: Audience): Price {
  assertOpen(offer.openingHours, offer.closures, span);
  const price = priceOf(offer, span, audience);
  if (!price) throw new Refusal('NOT_BOOKABLE', 'No price is set for that time yet. Ask the venue.', { field: 'start' });
  return price;
}

/** Throws `BAD_USER_INPUT` for a span that cannot be one booking of the facility: not whole slots, past, too far ahead or too long (2.4.6). */
export const assertSlots = ({ facility, number }: Offer, span: Span, now: Date): void =>
  assertWholeSlots(facility.slotMinutes, span, now, {
    daysAhead: number(numbers.DAYS_AHEAD),
    longestMinutes: number(numbers.BOOKING_MINUTES),
  });

/** Throws `NOT_BOOKABLE` unless the facility is booked by slots and still in use (VEN-INV-2). */
export function assertBookable({ accessMode, nameZh, retiredAt }: Facility): void {
  if (accessMode === 'OPEN_ACCESS') {
    throw new Refusal('NOT_BOOKABLE', `"${nameZh}" is open to everyone at any time, free of charge. Just go there.`, {
      rule: 'VEN-INV-2',
      field: 'facilityId',
    });
  }
  if (accessMode === 'TICKETED') {
    throw new Refusal('NOT_BOOKABLE', `"${nameZh}" is used by ticket. See its events.`, { field: 'facilityId' });
  }
  if (retiredAt) throw new Refusal('NOT_BOOKABLE', `"${nameZh}" is no longer in use.`, { field: 'facilityId' });
}
