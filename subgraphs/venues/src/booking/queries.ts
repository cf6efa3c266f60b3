import type { Viewer } from '@union-graph/identity';
import { columns, type PageSource, Refusal, type Sql, sql } from '@union-graph/subgraph';
import { Booking } from './Booking.ts';
import { personalScope } from './scope.ts';

const ofMember = (viewer: Viewer, where: Sql): Sql =>
  sql`select ${columns(Booking, 'b')} from booking b where b.member_id = parent.key::uuid and ${personalScope(viewer, 'b')} and ${where}`;

/** A member's bookings, the newest first; the parent is the member's id. */
export const bookingsOfMember: PageSource<Booking> = {
  name: 'bookingsOfMember',
  select: (_, { viewer }) => ofMember(viewer, sql`true`),
  order: [
    { by: 'start', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** A member's bookings to come or under way, by time. */
export const upcomingBookingsOfMember: PageSource<Booking> = {
  name: 'upcomingBookingsOfMember',
  select: (_, { viewer, now }) =>
    ofMember(
      viewer,
      sql`b.end_at > ${now} and (b.status in ('CONFIRMED', 'CHECKED_IN') or (b.status = 'HELD' and b.held_until > ${now}))`,
    ),
  order: [
    { by: 'start', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};

/** The bookings of a facility on a day, by time, as far as the viewer manages it or they are their own. */
export const bookingsOfFacility: PageSource<Booking, { facilityId: string; on: string }> = {
  name: 'bookingsOfFacility',
  select: ({ facilityId, on }, { viewer }) =>
    sql`select ${columns(Booking, 'b')} from booking b where b.facility_id = ${facilityId}::uuid and b.day = ${on}::date and ${personalScope(viewer, 'b')}`,
  order: [
    { by: 'start', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};

/** The viewer's own member id; `UNAUTHENTICATED` for who is no person. */
export function ownId({ personId }: Viewer): string {
  if (personId === null) throw new Refusal('UNAUTHENTICATED', 'Sign in to see your bookings.');
  return personId;
}
