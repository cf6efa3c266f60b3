import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';

/** Throws `NOT_ELIGIBLE` with the names of the courses that the member has not passed and that come before this one (S-57). */
export async function checkPrerequisites({ db }: Tx, memberId: string, courseId: string): Promise<void> {
  const missing = await rows<{ nameZh: string }>(
    db,
    sql`select c.name_zh as "nameZh" from course_prerequisite p join course c on c.id = p.requires_id
      where p.course_id = ${courseId} and not exists (select from enrolment e join course_session s on s.id = e.session_id
        where s.course_id = p.requires_id and e.member_id = ${memberId} and e.status = 'PASSED')
      order by c.name_zh, c.id`,
  );
  if (missing.length === 0) return;
  const names = missing.map(({ nameZh }) => `"${nameZh}"`).join(', ');
  throw new Refusal('NOT_ELIGIBLE', `Pass ${names} first: this course builds on it.`, { rule: 'S-57', field: 'sessionId' });
}
