import { type ReadContext, rows, sql } from '@union-graph/subgraph';
import { iCalendar } from './iCalendar.ts';

/** A file that a calendar program reads. */
export interface CalendarFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: string;
}

/** So many bookings one file has at most, the next to come first. */
const MOST_BOOKINGS = 500;

interface Entry {
  readonly id: string;
  readonly version: number;
  readonly start: Date;
  readonly end: Date;
  readonly isOff: boolean;
  readonly facilityZh: string;
  readonly venueZh: string;
  readonly address: string;
}

/** A member's bookings that are not over, with those called off, so that a calendar that has them takes them out. One statement. */
export async function calendarFileOf({ db, now }: ReadContext, memberId: string): Promise<CalendarFile> {
  const booked = await rows<Entry>(
    db,
    sql`select b.id, b.version, b.start_at as start, b.end_at as end, b.status = 'CANCELLED' as "isOff",
      f.name_zh as "facilityZh", v.name_zh as "venueZh", v.address
    from booking b join facility f on f.id = b.facility_id join venue v on v.id = f.venue_id
    where b.member_id = ${memberId} and b.end_at > ${now} and b.status in ('CONFIRMED', 'CHECKED_IN', 'CANCELLED')
    order by b.start_at, b.id limit ${MOST_BOOKINGS}`,
  );
  const entries = booked.map(({ id, version, start, end, isOff, facilityZh, venueZh, address }) => ({
    uid: `${id}@venues.union-graph`,
    sequence: version - 1,
    start,
    end,
    summary: facilityZh,
    location: `${venueZh}，${address}`,
    status: isOff ? ('CANCELLED' as const) : ('CONFIRMED' as const),
  }));
  return { fileName: 'bookings.ics', mediaType: 'text/calendar; charset=utf-8', content: iCalendar(entries, now) };
}
