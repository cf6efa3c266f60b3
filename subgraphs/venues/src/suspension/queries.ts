import { civilDay, columns, empty, lastDays, type ReadContext, rows, type Sql, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { numbers } from '../rule/numbers.ts';
import { type Missed, suspensionsDue } from './due.ts';
import { Suspension } from './Suspension.ts';

type Reading = Pick<ReadContext, 'db' | 'now' | 'number'>;

/** Whether a booking ended without anybody having come, and no task has written that down: `bookingStatusAt` in SQL, of bookings named `b`. */
export const isMissed = (now: Date): Sql => sql`(b.status = 'CONFIRMED' and not b.leaderless and b.end_at <= ${now})`;

/** The suspension of a member that holds on a day; null for none (VEN-INV-5). What time alone has brought must be written before. */
export async function findSuspension(db: EntityManager, memberId: string, day: string): Promise<Suspension | null> {
  const [found] = await rows<Suspension>(
    db,
    sql`select ${columns(Suspension, 's')} from suspension s
    where s.member_id = ${memberId} and s.lifted_at is null and ${day}::date between s.from_on and s.to_on`,
  );
  return found ?? null;
}

/**
 * The suspensions that missed bookings bring to some members and that are not written yet: of bookings that ended without anybody having come, and
 * of one that is marked now. Four statements, and one for members who have missed nothing.
 */
export async function readSuspensionsDue(
  ctx: Reading,
  memberIds: readonly string[],
  markedId: string | null = null,
): Promise<Suspension[]> {
  const missed = await readMissed(ctx, memberIds, markedId);
  if (missed.length === 0) return [];
  const members = [...new Set(missed.map(({ memberId }) => memberId))];
  const imposed = await rows<Suspension>(
    ctx.db,
    sql`select ${columns(Suspension, 's')} from suspension s where s.member_id = any(${members}::uuid[])`,
  );
  const days = await lastDays(
    ctx,
    missed.map(({ missedAt }) => ({ start: civilDay(missedAt), days: ctx.number(numbers.SUSPENSION_DAYS) })),
  );
  const lasting = missed.map((one, at) => ({ ...one, suspendedTo: days[at] as string }));
  const windowDays = ctx.number(numbers.NO_SHOW_WINDOW_DAYS);
  const of = <Row extends { memberId: string }>(all: readonly Row[], id: string) => all.filter(({ memberId }) => memberId === id);
  return members.flatMap((id) => suspensionsDue(of(lasting, id), of(imposed, id), windowDays));
}

/** The missed bookings of the members who have new ones; those of groups are not one person's. */
async function readMissed(
  { db, now, number }: Reading,
  memberIds: readonly string[],
  markedId: string | null,
): Promise<Omit<Missed, 'suspendedTo'>[]> {
  const isNew = sql`(${isMissed(now)} ${markedId ? sql`or b.id = ${markedId}` : empty})`;
  const own = sql`b.member_id = any(${memberIds}::uuid[]) and b.recurring_id is null`;
  const missedAt = sql`coalesce(b.no_show_at, b.end_at)`;
  return rows(
    db,
    sql`select b.id as "bookingId", b.member_id as "memberId", b.scope_path as "scopePath", b.day::text as day, ${missedAt} as "missedAt",
      ${isNew} as "isNew",
      coalesce((select l.value from facility f join venue_limit l on l.venue_id = f.venue_id where f.id = b.facility_id
        and l.name = ${numbers.NO_SHOWS.name} and l.effective_from <= ${civilDay(now)}::date
        order by l.effective_from desc, l.id desc limit 1), ${number(numbers.NO_SHOWS)}::int) as most
    from booking b where ${own} and (b.status = 'NO_SHOW' or ${isMissed(now)})
      and b.member_id in (select b.member_id from booking b where ${own} and ${isNew})`,
  );
}
