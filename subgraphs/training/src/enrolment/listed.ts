import { enrolmentListed } from '@union-graph/events';
import { rows, sql, type Tx } from '@union-graph/subgraph';

/**
 * Tells who is on the list of a session, or no more: for each enrolment its member and the place of the institution, whose teachers read the
 * names on their lists (C-10).
 */
export async function tellListed(tx: Tx, enrolmentIds: readonly string[], listed: boolean): Promise<void> {
  if (enrolmentIds.length === 0) return;
  const found = await rows<{ id: string; version: number; memberId: string; institutionPath: string }>(
    tx.db,
    sql`select e.id, e.version, e.member_id as "memberId", i.scope_path as "institutionPath" from enrolment e
    join course_session s on s.id = e.session_id join course c on c.id = s.course_id join institution i on i.id = c.institution_id
    where e.id = any(${enrolmentIds}::uuid[]) order by e.id`,
  );
  for (const { memberId, institutionPath, ...enrolment } of found)
    await tx.publish(enrolmentListed, enrolment, { memberId, institutionPath, listed });
}
