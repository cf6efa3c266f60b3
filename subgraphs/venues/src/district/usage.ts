import { inScope } from '@union-graph/identity';
import { columns, type Days, publishedPieces, type ReadContext, rows, sql } from '@union-graph/subgraph';
import { Venue } from '../venue/Venue.ts';
import { readsDistrict } from './policy.ts';
import { type BookingCounts, byQuarters, exactly } from './VenueStats.ts';
import type { VenueUsage } from './VenueUsage.ts';

type Counted = BookingCounts & { readonly venueId: string; readonly piece: number };
const NONE: BookingCounts = { bookings: 0, free: 0 };

/**
 * How the venues of a district were booked, by name: exactly for who manages them, as published for others (VEN-INV-9, C-20). Who manages some of
 * the district's venues is told of these. Three statements, however many venues.
 */
export async function venueUsage(ctx: ReadContext, code: string, days: Days): Promise<VenueUsage[]> {
  const { db, viewer, now } = ctx;
  const all = await rows<Venue>(
    db,
    sql`select ${columns(Venue, 'v')} from venue v where v.district_code = ${code} order by v.name_zh, v.id`,
  );
  const own = all.filter(({ scopePath }) => inScope(viewer, scopePath, 'VENUE_MANAGER'));
  const others = readsDistrict(viewer, { code }) ? all.filter((venue) => !own.includes(venue)) : [];
  const quarters = others.length > 0 ? publishedPieces(now, days, 'Those who do not manage a venue') : [];
  const exact = await countsOf(ctx, code, own, [days]);
  const pieces = await countsOf(ctx, code, others, quarters);
  return all.flatMap((venue): VenueUsage[] => {
    const ofVenue = ({ venueId }: Counted) => venueId === venue.id;
    if (own.includes(venue)) return [{ venue, ...exactly(exact.find(ofVenue) ?? NONE) }];
    if (!others.includes(venue)) return [];
    const counted = pieces.filter(ofVenue);
    return [{ venue, ...byQuarters(quarters.map((_, n) => counted.find(({ piece }) => piece === n + 1) ?? NONE)) }];
  });
}

async function countsOf(
  { db }: ReadContext,
  code: string,
  venues: readonly Venue[],
  pieces: readonly Days[],
): Promise<Counted[]> {
  if (venues.length === 0) return [];
  return rows(
    db,
    sql`select f.venue_id as "venueId", piece.at::int as piece, count(*)::int as bookings, (count(*) filter (where b.price_fen = 0))::int as free
    from unnest(${pieces.map(({ from }) => from)}::date[], ${pieces.map(({ to }) => to)}::date[]) with ordinality as piece(first_day, last_day, at)
    join booking b on b.district_code = ${code} and b.day between piece.first_day and piece.last_day
      and b.status in ('CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW') and not b.leaderless
    join facility f on f.id = b.facility_id
    where f.venue_id = any(${venues.map(({ id }) => id)}::uuid[]) group by 1, 2`,
  );
}
