import { columns, type PageSource, type Sql, sql } from '@union-graph/subgraph';
import { personalScope } from '../booking/scope.ts';
import { WaitlistEntry } from './WaitlistEntry.ts';

/** Whether somebody still waits, or has an offer that holds, at an instant: `waitStatusAt` in SQL, of places named `w`. */
export const isWaiting = (now: Date): Sql =>
  sql`((w.status = 'WAITING' and w.start_at > ${now}) or (w.status = 'OFFERED' and w.offer_expires_at > ${now}))`;

/** What a member waits for and has waited for, the newest first; the parent is the member's id. */
export const waitlistOfMember: PageSource<WaitlistEntry> = {
  name: 'waitlistOfMember',
  select: (_, { viewer }) =>
    sql`select ${columns(WaitlistEntry, 'w')} from waitlist_entry w where w.member_id = parent.key::uuid and ${personalScope(viewer, 'w')}`,
  order: [
    { by: 'joinedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** Who waits for a facility, in the order of arrival, as far as the viewer manages it or it is themselves. */
export const waitlistOfFacility: PageSource<WaitlistEntry, { facilityId: string }> = {
  name: 'waitlistOfFacility',
  select: ({ facilityId }, { viewer, now }) =>
    sql`select ${columns(WaitlistEntry, 'w')} from waitlist_entry w where w.facility_id = ${facilityId}::uuid and ${personalScope(viewer, 'w')}
    and ${isWaiting(now)}`,
  order: [{ by: 'arrival', type: 'bigint' }],
};
