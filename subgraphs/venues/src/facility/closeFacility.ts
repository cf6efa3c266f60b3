import { checkedOpenText, insertRow, isId, newId, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { clearBookings } from '../booking/clearBookings.ts';
import { lockSiblings, moveBookings } from '../booking/moveBookings.ts';
import type { CloseFacilityInput } from '../schema.gen.ts';
import { assertNothingPlanned } from './assertNothingPlanned.ts';
import { Closure } from './Closure.ts';
import { Facility } from './Facility.ts';
import { getFacilityFor } from './getFacility.ts';

/** A facility that closes for longer is another matter than maintenance. */
const LONGEST_CLOSURE_MS = 366 * 86_400_000;

interface Closed {
  readonly facility: Facility;
  readonly cancelledCount: number;
  readonly movedCount: number;
}

/**
 * Closes a facility for maintenance (domain rule 2.4.2). What it will be at the start of the closure decides, so several
 * closures may be planned; they do not overlap. Bookings in that time move to another facility of the venue where asked for and possible, and are
 * cancelled otherwise; their bookers are told by an event.
 */
export async function closeFacility(tx: Tx, input: CloseFacilityInput): Promise<Closed> {
  const from = input.from ?? tx.now;
  const siblings = input.moveBookings && isId(input.facilityId) ? await lockSiblings(tx, input.facilityId) : [];
  const { facility } = await getFacilityFor(tx, input, { to: 'MAINTENANCE', at: from });
  const reason = checkedOpenText(input.reason, 'reason', 200);
  refuseIf(from < tx.now, 'BAD_USER_INPUT', 'A closure cannot begin in the past.', { field: 'from' });
  refuseIf(input.to <= from, 'BAD_USER_INPUT', 'The end must lie after the start.', { field: 'to' });
  refuseIf(
    input.to.getTime() - from.getTime() > LONGEST_CLOSURE_MS,
    'BAD_USER_INPUT',
    'A closure ends within a year. Close the facility again then.',
    { field: 'to' },
  );
  await assertNothingPlanned(tx, facility.id, { start: from, end: input.to, field: 'from' });
  await insertRow(tx.db, Closure, { id: newId(), facilityId: facility.id, from, to: input.to, reason });
  const time = { start: from, end: input.to };
  const movedCount = await moveBookings(tx, { facilityId: facility.id, siblings }, time, reason);
  const cancelledCount = await clearBookings(tx, facility.id, time, reason);
  return { facility: await updateRow(tx.db, Facility, facility, {}), cancelledCount, movedCount };
}
