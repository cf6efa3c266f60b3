import { type AsOfNow, inOrder, rows, sql } from '@union-graph/subgraph';
import { type EnrolmentStatus, enrolmentStatusAt } from '../enrolment/rules.ts';

interface TimedEnrolment {
  readonly id: string;
  readonly status: EnrolmentStatus;
  readonly offerExpiresAt: Date | null;
  readonly startsAt: Date;
}

/** The states of enrolments by the rule of the field `Enrolment.status`: an offer runs out, and waiting ends as the session begins. */
export const enrolmentAsOfNow: AsOfNow = async ({ db, now }, ids) => {
  const found = await rows<TimedEnrolment>(
    db,
    sql`select e.id, e.status, e.offer_expires_at as "offerExpiresAt", s.starts_at as "startsAt"
    from enrolment e join course_session s on s.id = e.session_id where e.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id).map((row) => row && { status: enrolmentStatusAt(row, row, now) });
};
