import { published, sumOf } from '@union-graph/subgraph';

/** How a district's venues were booked; the share of free bookings in basis points, null without any. */
export interface VenueStats {
  readonly bookings: number | null;
  readonly freeShareBp: number | null;
  readonly suppressed: boolean;
}

/** Bookings of one span, and those of them that cost nothing. */
export interface BookingCounts {
  readonly bookings: number;
  readonly free: number;
}

const shareBp = (free: number, bookings: number): number | null => (bookings > 0 ? Math.round((free * 10_000) / bookings) : null);

/** All of a period, exactly. */
export const exactly = ({ bookings, free }: BookingCounts): VenueStats => ({
  bookings,
  freeShareBp: shareBp(free, bookings),
  suppressed: false,
});

/** For partners (domain rules 4.2, 4.3 point 6): sums of what each quarter tells; the share is that of the rounded counts. */
export function byQuarters(quarters: readonly BookingCounts[]): VenueStats {
  const told = quarters.map(({ bookings, free }) => ({ bookings: published(bookings), free: published(free) }));
  const whole = told.filter(({ bookings, free }) => bookings !== null && free !== null);
  return {
    bookings: sumOf(told.map(({ bookings }) => bookings)),
    freeShareBp: shareBp(sumOf(whole.map(({ free }) => free)) ?? 0, sumOf(whole.map(({ bookings }) => bookings)) ?? 0),
    suppressed: whole.length < told.length,
  };
}
