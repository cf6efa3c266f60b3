import { recoveryRecorded as recorded } from '@union-graph/events';
import { civilDay, handle, rows, sql } from '@union-graph/subgraph';

/**
 * On `mediation.recovery.recorded`: who got wages back may live above the line now, so an active file is due for review at once (J-06). What was
 * paid is not asked back.
 */
export const recoveryRecorded = handle(recorded, async ({ db, now }, { data }) => {
  const today = civilDay(now);
  await rows(
    db,
    sql`with due as (
      update hardship_file f set review_due_on = ${today}, version = version + 1
      where f.status = 'ACTIVE' and f.review_due_on > ${today} and (f.head_member_id = any(${data.applicantIds}::uuid[])
        or f.household_id in (select households_of(applicant) from unnest(${data.applicantIds}::uuid[]) as applicant))
      returning f.id)
    select id from due`,
  );
});
