import { getForUpdate, isId, lockByName, notFound, type Tx } from '@union-graph/subgraph';
import type { Facility } from '../facility/Facility.ts';
import { getFacility } from '../facility/getFacility.ts';
import { Booking } from './Booking.ts';
import { seesPersonal } from './scope.ts';

// Who needs several of these takes them in this order: facility, member, booking. A team of the art troupe is locked behind the member.

/** Lets the changes that count a member's bookings take turns (VEN-INV-3, VEN-INV-5): quotas are exact under any concurrency. */
export const lockMember = ({ db }: Tx, memberId: string): Promise<unknown> => lockByName(db, `member:${memberId}`);

/** A booking, locked, at the version that the client read; `NOT_FOUND` for one that the viewer may not see. */
export const getBooking = (
  tx: Tx,
  { bookingId, expectedVersion }: { bookingId: string; expectedVersion: number },
): Promise<Booking> => getForUpdate(tx, Booking, bookingId, { what: 'booking', visible: seesPersonal, expectedVersion });

/** The same, with its facility locked first. */
export async function getBookingOfLockedFacility(
  tx: Tx,
  input: { bookingId: string; expectedVersion: number },
): Promise<{ facility: Facility; booking: Booking }> {
  const known = isId(input.bookingId) ? await tx.db.findOneBy(Booking, { id: input.bookingId }) : null;
  if (!known || !seesPersonal(tx.viewer, known)) throw notFound('booking', input.bookingId);
  const facility = await getFacility(tx, known.facilityId);
  return { facility, booking: await getBooking(tx, input) };
}

/** The same, with its member locked first. */
export async function getBookingOfLockedMember(tx: Tx, input: { bookingId: string; expectedVersion: number }): Promise<Booking> {
  const known = isId(input.bookingId) ? await tx.db.findOneBy(Booking, { id: input.bookingId }) : null;
  if (!known || !seesPersonal(tx.viewer, known)) throw notFound('booking', input.bookingId);
  await lockMember(tx, known.memberId);
  return getBooking(tx, input);
}
