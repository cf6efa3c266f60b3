import { enrolmentListed } from '@union-graph/events';
import { defineSnapshot, rows, sql, type Tx } from '@union-graph/subgraph';
import { Enrolment } from './Enrolment.ts';

interface Listed {
  readonly id: string;
  readonly version: number;
  readonly memberId: string;
  readonly institutionPath: string;
  readonly until: Date | null;
}

/**
 * Tells who is on the list of a session, or no more: for each enrolment its member and the place of the institution, whose teachers read the
 * names on their lists (C-10). Waiting and offers end by time, whether or not that has been written down: until when is told with them.
 */
export async function tellListed(tx: Tx, enrolmentIds: readonly string[], listed: boolean): Promise<void> {
  if (enrolmentIds.length === 0) return;
  const found = await rows<Listed>(
    tx.db,
    sql`select e.id, e.version, e.member_id as "memberId", i.scope_path as "institutionPath",
      case e.status when 'WAITLISTED' then s.starts_at when 'OFFERED' then e.offer_expires_at end as until from enrolment e
    join course_session s on s.id = e.session_id join course c on c.id = s.course_id join institution i on i.id = c.institution_id
    where e.id = any(${enrolmentIds}::uuid[]) order by e.id`,
  );
  for (const { memberId, institutionPath, until, ...enrolment } of found)
    await tx.publish(enrolmentListed, enrolment, { memberId, institutionPath, listed, until: until?.toISOString() ?? null });
}

/** Who is on a list, for a service that begins to follow the lists. */
export const lists = defineSnapshot(
  [enrolmentListed],
  Enrolment,
  (tx, found) =>
    tellListed(
      tx,
      found.map(({ id }) => id),
      true,
    ),
  { where: sql`r.status <> 'CANCELLED'` },
);
