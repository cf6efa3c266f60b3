import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { registrationScope } from './policy.ts';
import { Registration } from './Registration.ts';

const NEWEST_FIRST = [
  { by: 'registeredAt', type: 'timestamptz', desc: true },
  { by: 'id', type: 'uuid', desc: true },
] as const;

/** A member's registrations, the newest first; the parent is the member's id. */
export const registrationsOfMember: PageSource<Registration> = {
  name: 'registrationsOfMember',
  select: (_, { viewer }) =>
    sql`select ${columns(Registration, 'r')} from registration r where r.member_id = parent.key::uuid and ${registrationScope(viewer, 'r')}`,
  order: NEWEST_FIRST,
};

/** The registrations of an event as far as the viewer may see them, in the order of arrival. */
export const registrationsOfEvent: PageSource<Registration, { eventId: string }> = {
  name: 'registrationsOfEvent',
  select: ({ eventId }, { viewer }) =>
    sql`select ${columns(Registration, 'r')} from registration r where r.event_id = ${eventId}::uuid and ${registrationScope(viewer, 'r')}`,
  order: [{ by: 'arrival', type: 'bigint' }],
};
