import { newId } from '@union-graph/subgraph';
import { testCopies } from '@union-graph/testing';
import { venues } from '../src/subgraph.ts';
import { at, buildBooking, buildWait } from './build.ts';
import { buildRegistration } from './events.ts';

/** What the person reads in a list of their own after the booked hour and the event, which nobody came to. */
const read = (memberId: string, list: string) => ({
  memberId,
  later: at('12:00', '2013-10-27'),
  query: `{ ${list} { nodes { status } } }`,
  fields: (data: Record<string, { nodes: [{ status: string }] }>) => ({ status: data[list]?.nodes[0].status ?? null }),
});

testCopies(venues, {
  booking: async ({ sql }) => {
    const memberId = newId();
    await buildBooking(sql, { member_id: memberId });
    return read(memberId, 'myBookings');
  },
  registration: async ({ sql }) => {
    const memberId = newId();
    await buildRegistration(sql, { member_id: memberId });
    return read(memberId, 'myRegistrations');
  },
  waitlist_entry: async ({ sql }) => {
    const memberId = newId();
    await buildWait(sql, { member_id: memberId });
    return read(memberId, 'myWaitlist');
  },
});
