import { type AsOfNow, inOrder, rows, sql } from '@union-graph/subgraph';
import { type RegistrationStatus, registrationStatusAt } from '../registration/rules.ts';

interface TimedRegistration {
  readonly id: string;
  readonly status: RegistrationStatus;
  readonly endsAt: Date;
  readonly cancelledAt: Date | null;
}

/** The states of registrations by the rule of the field `Registration.status`: a registration ends with its event. */
export const registrationAsOfNow: AsOfNow = async ({ db, now }, ids) => {
  const found = await rows<TimedRegistration>(
    db,
    sql`select r.id, r.status, e.ends_at as "endsAt", e.cancelled_at as "cancelledAt"
    from registration r join culture_event e on e.id = r.event_id where r.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id).map((row) => row && { status: registrationStatusAt(row.status, row, now) });
};
