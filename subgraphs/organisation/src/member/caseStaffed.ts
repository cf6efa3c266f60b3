import { type CloudEvent, isId, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';

/**
 * Takes in who works on a case (`mediation.case.staffed`): its applicants with its mediator and lawyer, who read the applicants' records from
 * then on, and those before them no more. An event older than what is known is ignored.
 */
export async function caseStaffed(tx: Tx, { subject, data }: CloudEvent): Promise<void> {
  const { applicantIds, staffIds, version } = data;
  if (!isId(subject) || !areIds(applicantIds) || !areIds(staffIds) || !Number.isSafeInteger(version))
    throw new Refusal('BAD_USER_INPUT', 'A staffed case needs "applicantIds", "staffIds" and "version".');
  await tx.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`case ${subject}`]);
  const newer = await rows(
    tx.db,
    sql`select from case_worker where case_id = ${subject}::uuid and case_version > ${version as number} limit 1`,
  );
  if (newer.length > 0) return;
  await tx.db.query('delete from case_worker where case_id = $1', [subject]);
  await tx.db.query(
    `insert into case_worker (case_id, member_id, person_id, case_version)
     select distinct $1::uuid, member, person, $4::int from unnest($2::uuid[]) as member, unnest($3::uuid[]) as person`,
    [subject, applicantIds, staffIds, version],
  );
}

const areIds = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string' && isId(id));
