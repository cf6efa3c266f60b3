import { civilDay } from '@union-graph/subgraph';
import { holds, windowStart } from './rules.ts';
import type { Suspension } from './Suspension.ts';

/** A missed booking of one person. */
export interface Missed {
  readonly bookingId: string;
  readonly memberId: string;
  readonly scopePath: string;
  readonly day: string;
  /** When it was marked, or ended without anybody having come. */
  readonly missedAt: Date;
  /** Whether nobody has looked yet if it suspends. */
  readonly isNew: boolean;
  /** So many in the window suspend, at the venue where this one was missed. */
  readonly most: number;
  /** The last day of a suspension that begins with it. */
  readonly suspendedTo: string;
}

type Imposed = Pick<Suspension, 'from' | 'to' | 'liftedAt' | 'imposedAt'>;

/**
 * The suspensions that new missed bookings of one member bring (VEN-INV-5), beside those imposed before. Missed bookings that led to an
 * earlier suspension do not count again. A suspension has the id of the booking that brings it, so that it has one before it is written.
 */
export function suspensionsDue(missed: readonly Missed[], imposed: readonly Imposed[], windowDays: number): Suspension[] {
  const due: Suspension[] = [];
  const inTime = [...missed].sort((one, other) => one.missedAt.getTime() - other.missedAt.getTime());
  for (const last of inTime.filter(({ isNew }) => isNew)) {
    const day = civilDay(last.missedAt);
    const all = [...imposed, ...due];
    if (all.some((ban) => holds(ban, day))) continue;
    const since = Math.max(...all.map(({ imposedAt }) => imposedAt.getTime()), Number.NEGATIVE_INFINITY);
    const counted = inTime.filter(
      (one) => one.missedAt <= last.missedAt && one.missedAt.getTime() > since && one.day >= windowStart(day, windowDays),
    ).length;
    if (counted < last.most) continue;
    due.push({
      id: last.bookingId,
      memberId: last.memberId,
      from: day,
      to: last.suspendedTo,
      reason: `${windowDays} 天内 ${counted} 次预订未到场`,
      imposedAt: last.missedAt,
      liftedAt: null,
      liftReason: null,
      scopePath: last.scopePath,
      version: 1,
    });
  }
  return due;
}
