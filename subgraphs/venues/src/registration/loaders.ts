import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { registrationScope } from './policy.ts';
import { Registration } from './Registration.ts';

/** Registrations by id; null for one that the viewer may not see. */
export const registration: Batch<string, Registration | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Registration>(
    db,
    sql`select ${columns(Registration, 'r')} from registration r where r.id = any(${ids}::uuid[]) and ${registrationScope(viewer, 'r')}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The places in the waiting lists of registrations that wait, the first being 1; null for others, and when the event is over. */
export const registrationPosition: Batch<string, number | null> = async ({ db, now }, ids) => {
  const found = await rows<{ id: string; position: number }>(
    db,
    sql`select own.id, count(*)::int as position from registration own
    join culture_event e on e.id = own.event_id and e.ends_at > ${now}
    join registration before on before.event_id = own.event_id and before.ticket_type_id is not distinct from own.ticket_type_id
      and before.status = 'WAITLISTED' and before.arrival <= own.arrival
    where own.id = any(${ids}::uuid[]) and own.status = 'WAITLISTED' group by own.id`,
  );
  return inOrder(ids, found, ({ id }) => id).map((row) => row?.position ?? null);
};
