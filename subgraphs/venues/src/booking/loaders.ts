import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Booking } from './Booking.ts';
import { personalScope } from './scope.ts';

/** Bookings by id; null for one that the viewer may not see. */
export const booking: Batch<string, Booking | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Booking>(
    db,
    sql`select ${columns(Booking, 'b')} from booking b where b.id = any(${ids}::uuid[]) and ${personalScope(viewer, 'b')}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};
