import { assertTransition, getForUpdate, type Tx } from '@union-graph/subgraph';
import type { LeaveTeamInput } from '../schema.gen.ts';
import { endMembership } from './endMembership.ts';
import { getMembership } from './getMembership.ts';
import { isOwnMembership, membershipPolicy } from './policy.ts';
import { endOf, TEAM_MEMBERSHIP_TRANSITIONS } from './rules.ts';
import type { TeamMembership } from './TeamMembership.ts';
import { TroupeTeam } from './TroupeTeam.ts';

/** Ends a membership of a team or an invitation, by the person or by who leads the troupe; who leaves is in no performance to come (S-75). */
export async function leaveTeam(tx: Tx, input: LeaveTeamInput): Promise<{ membership: TeamMembership }> {
  const lockTeam = ({ teamId }: Pick<TeamMembership, 'teamId'>) =>
    getForUpdate(tx, TroupeTeam, teamId, { what: 'team', visible: () => true });
  const { membership: before, of } = await getMembership(tx, input, lockTeam);
  membershipPolicy.authorise(tx.viewer, 'leaveTeam', of);
  const status = endOf(before.status, isOwnMembership(tx.viewer, of));
  assertTransition(TEAM_MEMBERSHIP_TRANSITIONS, 'membership', before.status, status);
  return { membership: await endMembership(tx, before, of, { status, because: status }) };
}
