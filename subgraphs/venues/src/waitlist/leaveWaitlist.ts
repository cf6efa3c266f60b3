import { assertTransition, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { LeaveWaitlistInput } from '../schema.gen.ts';
import { lockEntry } from './locks.ts';
import { offerFreeSlots } from './offerFreeSlots.ts';
import { waitlistPolicy } from './policy.ts';
import { WAIT_TRANSITIONS, waitStatusAt } from './rules.ts';
import { WaitlistEntry } from './WaitlistEntry.ts';

/** Takes a member out of the line; what was offered to them goes to the next at once. */
export async function leaveWaitlist(tx: Tx, input: LeaveWaitlistInput): Promise<{ entry: WaitlistEntry }> {
  const { facility, entry: before } = await lockEntry(tx, input);
  waitlistPolicy.authorise(tx.viewer, 'leaveWaitlist', before);
  assertTransition(WAIT_TRANSITIONS, 'place in the waiting list', waitStatusAt(before, tx.now), 'LEFT');
  const entry = await updateRow(tx.db, WaitlistEntry, before, { status: 'LEFT', offerExpiresAt: null });
  await rows(
    tx.db,
    sql`update booking set status = 'EXPIRED', held_until = least(held_until, ${tx.now}), version = version + 1
    where id = ${entry.bookingId} and status = 'HELD'`,
  );
  await offerFreeSlots(tx, facility);
  return { entry };
}
