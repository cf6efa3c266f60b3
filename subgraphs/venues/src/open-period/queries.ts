import { columns, rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { Booking } from '../booking/Booking.ts';
import { minutesOnDay } from '../slot/rules.ts';
import { OpenPeriod } from './OpenPeriod.ts';
import type { Usage } from './rules.ts';

/** Open periods under way on a day, by name. */
export const openPeriodsOn = (db: EntityManager, day: string): Promise<OpenPeriod[]> =>
  rows(
    db,
    sql`select ${columns(OpenPeriod, 'p')} from open_period p where ${day}::date between p.from_on and p.to_on and p.withdrawn_at is null
    order by p.name_zh, p.id`,
  );

/**
 * What a member has of a period (VEN-INV-3): bookings that stand or were used or missed, and holds that still hold; one
 * booking may be left out. Exact only while the member's bookings are locked.
 */
export async function usageOf(
  db: EntityManager,
  who: { memberId: string; openPeriodId: string; except: string | null },
  day: string,
  now: Date,
): Promise<Usage> {
  const booked = await rows<Booking>(
    db,
    sql`select ${columns(Booking, 'b')} from booking b
    where b.member_id = ${who.memberId} and b.open_period_id = ${who.openPeriodId} and b.id is distinct from ${who.except}::uuid
      and (b.status in ('CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW') or (b.status = 'HELD' and b.held_until > ${now}))`,
  );
  return { bookings: booked.length, minutesThatDay: booked.reduce((sum, booking) => sum + minutesOnDay(booking, day), 0) };
}
