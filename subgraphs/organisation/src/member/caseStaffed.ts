import { caseStaffed as staffedEvent } from '@union-graph/events';
import { handle, lockByName, rows, sql } from '@union-graph/subgraph';

/**
 * Keeps who works on a case: its mediator and lawyer read the records of its applicants from then on, and those before them no more. An
 * event older than what is known changes nothing.
 */
export const caseStaffed = handle(staffedEvent, async (tx, { subject, data }) => {
  const { applicantIds, staffIds, version } = data;
  await lockByName(tx.db, `case ${subject}`);
  const newer = await rows(
    tx.db,
    sql`select from case_worker where case_id = ${subject}::uuid and case_version > ${version} limit 1`,
  );
  if (newer.length > 0) return;
  await tx.db.query('delete from case_worker where case_id = $1', [subject]);
  await tx.db.query(
    `insert into case_worker (case_id, member_id, person_id, case_version)
     select distinct $1::uuid, member, person, $4::int from unnest($2::uuid[]) as member, unnest($3::uuid[]) as person`,
    [subject, applicantIds, staffIds, version],
  );
});
