import { type Batch, rows, sql } from '@union-graph/subgraph';
import type { BookingCounts } from './VenueStats.ts';

export interface StatsKey {
  readonly code: string;
  readonly from: string;
  readonly to: string;
}

/** Counts of districts in their periods, from the index `booking_by_district` alone. */
export const bookingCounts: Batch<StatsKey, BookingCounts> = async ({ db }, keys) => {
  return rows<BookingCounts>(
    db,
    sql`
    select counted.bookings, counted.free
    from unnest(${keys.map(({ code }) => code)}::text[], ${keys.map(({ from }) => from)}::date[], ${keys.map(({ to }) => to)}::date[])
      with ordinality as key(code, first_day, last_day, at)
    cross join lateral (
      select count(*)::int as bookings, (count(*) filter (where b.price_fen = 0))::int as free from booking b
      where b.district_code = key.code and b.day between key.first_day and key.last_day
        and b.status in ('CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW') and not b.leaderless
    ) as counted order by key.at`,
  );
};
