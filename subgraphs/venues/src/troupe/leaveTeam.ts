import { teamMembershipEnded } from '@union-graph/events';
import { assertTransition, getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import { leaveCasts } from '../performance/leaveCasts.ts';
import type { LeaveTeamInput } from '../schema.gen.ts';
import { getMembership } from './getMembership.ts';
import { isOwnMembership, membershipPolicy } from './policy.ts';
import { endOf, TEAM_MEMBERSHIP_TRANSITIONS } from './rules.ts';
import { TeamMembership } from './TeamMembership.ts';
import { TroupeTeam } from './TroupeTeam.ts';

/** Ends a membership of a team or an invitation, by the person or by who leads the troupe; who leaves is in no performance to come (S-75). */
export async function leaveTeam(tx: Tx, input: LeaveTeamInput): Promise<{ membership: TeamMembership }> {
  const lockTeam = ({ teamId }: Pick<TeamMembership, 'teamId'>) =>
    getForUpdate(tx, TroupeTeam, teamId, { what: 'team', visible: () => true });
  const { membership: before, of } = await getMembership(tx, input, lockTeam);
  membershipPolicy.authorise(tx.viewer, 'leaveTeam', of);
  const status = endOf(before.status, isOwnMembership(tx.viewer, of));
  assertTransition(TEAM_MEMBERSHIP_TRANSITIONS, 'membership', before.status, status);
  await leaveCasts(tx, before);
  const membership = await updateRow(tx.db, TeamMembership, before, { status, leftAt: tx.now });
  const { teamId } = membership;
  await tx.publish(teamMembershipEnded, membership, { memberId: of.memberId, teamId, scopePath: of.scopePath, because: status });
  return { membership };
}
