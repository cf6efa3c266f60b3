import { civilDay, insertRow, lastDayOf, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import { findSuspension } from './queries.ts';
import { windowStart } from './rules.ts';
import { Suspension } from './Suspension.ts';

/**
 * Suspends a member whose missed bookings reach the limit of the venue where they missed the last one (VEN-INV-5). Those that led to an earlier suspension do not count
 * again, and those of a group are not one person's. The member's bookings must be locked; null when there is nothing to do.
 */
export async function suspendIfDue(
  tx: Tx,
  { memberId, scopePath }: { readonly memberId: string; readonly scopePath: string },
  most: number,
): Promise<Suspension | null> {
  const today = civilDay(tx.now);
  const windowDays = tx.number(numbers.NO_SHOW_WINDOW_DAYS);
  if (await findSuspension(tx.db, memberId, today)) return null;
  const [missed] = await rows<{ count: number }>(
    tx.db,
    sql`select count(*)::int as count from booking b
    where b.member_id = ${memberId} and b.status = 'NO_SHOW' and b.recurring_id is null and b.day >= ${windowStart(today, windowDays)}::date
      and b.no_show_at > coalesce((select max(s.imposed_at) from suspension s where s.member_id = ${memberId}), '-infinity')`,
  );
  if (!missed || missed.count < most) return null;
  return insertRow(tx.db, Suspension, {
    id: newId(),
    memberId,
    from: today,
    to: await lastDayOf(tx.db, today, { days: tx.number(numbers.SUSPENSION_DAYS) }),
    reason: `${windowDays} 天内 ${missed.count} 次预订未到场`,
    imposedAt: tx.now,
    liftedAt: null,
    liftReason: null,
    scopePath,
    version: 1,
  });
}
