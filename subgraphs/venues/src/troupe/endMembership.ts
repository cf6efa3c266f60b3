import { teamMembershipEnded } from '@union-graph/events';
import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { leaveCasts } from '../performance/leaveCasts.ts';
import type { MembershipOf } from './policy.ts';
import { endOf, type TeamMembershipStatus } from './rules.ts';
import { TeamMembership } from './TeamMembership.ts';

interface End {
  readonly status: TeamMembershipStatus;
  /** What listeners are told. */
  readonly because: string;
}

/** Ends a locked membership of a locked team: whoever it was is in no performance to come, and others are told. */
export async function endMembership(
  tx: Tx,
  before: TeamMembership,
  { memberId, scopePath }: MembershipOf,
  { status, because }: End,
): Promise<TeamMembership> {
  await leaveCasts(tx, before);
  const membership = await updateRow(tx.db, TeamMembership, before, { status, leftAt: tx.now });
  await tx.publish(teamMembershipEnded, membership, { memberId, teamId: membership.teamId, scopePath, because });
  return membership;
}

/** Ends the invitations and memberships of a locked member who has died; those who lead the troupe cast their performances anew. */
export async function endMembershipsOfDead(tx: Tx, memberId: string): Promise<void> {
  const open = sql`troupe_team_member i join troupe_member m on m.id = i.performer_id where m.member_id = ${memberId} and i.left_at is null`;
  await rows(tx.db, sql`select from troupe_team t where t.id in (select i.team_id from ${open}) order by t.id for update`);
  const memberships = await rows<TeamMembership & { scopePath: string }>(
    tx.db,
    sql`select ${columns(TeamMembership, 'i')}, (select a.scope_path from art_troupe a where a.id = m.troupe_id) as "scopePath"
    from ${open} order by i.team_id for update of i`,
  );
  for (const { scopePath, ...before } of memberships)
    await endMembership(tx, before, { memberId, scopePath }, { status: endOf(before.status, false), because: 'DEATH' });
}
