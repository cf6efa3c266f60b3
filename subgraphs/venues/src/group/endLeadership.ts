import { rows, type Successor, sql, type Tx } from '@union-graph/subgraph';

/** Locks the groups that a member leads or is to lead; before the member, as everywhere. */
export const lockGroupsOf = ({ db }: Tx, memberId: string): Promise<unknown> =>
  rows(
    db,
    sql`select from fitness_group g where g.leader_id = ${memberId} or g.next_leader_id = ${memberId} order by g.id for update`,
  );

/**
 * A locked member who has died leads no group, and is to lead none: their groups wait for another leader, whom also those find who ask for the part
 * of the union tree at `vacantPath`. The next leader who was named before may still accept. The times to come stand, and nobody answers for them.
 */
export async function endLeadership({ db, now }: Tx, memberId: string, vacantPath: string): Promise<void> {
  const led = await rows<{ id: string }>(
    db,
    sql`with led as (
      update fitness_group set leader_id = null, vacant_since = ${now}, vacant_path = ${vacantPath}, version = version + 1
      where leader_id = ${memberId} returning id)
    select id from led`,
  );
  await rows(db, sql`update fitness_group set next_leader_id = null, version = version + 1 where next_leader_id = ${memberId}`);
  if (led.length === 0) return;
  await rows(
    db,
    sql`update booking set leaderless = true, version = version + 1 where id in (
      select b.id from booking b join recurring_booking r on r.id = b.recurring_id
      where r.group_id = any(${led.map(({ id }) => id)}::uuid[]) and b.status = 'CONFIRMED' and b.end_at > ${now} order by b.id for update of b)`,
  );
}

/** The groups that wait for another leader at the place of a union that has ended: the one that took its place finds one, too. */
export async function passVacancies({ db }: Tx, endedPath: string, heir: Successor | undefined): Promise<void> {
  if (!heir || heir.scopePath === null) return;
  await rows(
    db,
    sql`update fitness_group set vacant_path = ${heir.scopePath}, version = version + 1 where id in (
      select g.id from fitness_group g where g.vacant_path = ${endedPath} order by g.id for update)`,
  );
}
