import { teamMembershipAccepted } from '@union-graph/events';
import { refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { refuseDead } from '../member/place.ts';
import type { AcceptTeamInvitationInput } from '../schema.gen.ts';
import { joinedByRecord } from './addTroupeMember.ts';
import { getMembership } from './getMembership.ts';
import { isOwnMembership, membershipPolicy } from './policy.ts';
import { TeamMembership } from './TeamMembership.ts';

/** Accepts an invitation to a team: the person for themselves, or who leads the troupe by a record of the person's acceptance (S-75). */
export async function acceptTeamInvitation(tx: Tx, input: AcceptTeamInvitationInput): Promise<{ membership: TeamMembership }> {
  const { membership: before, of } = await getMembership(tx, input, ({ performerId }) => lockPerformer(tx, performerId));
  membershipPolicy.authorise(tx.viewer, 'acceptTeamInvitation', of);
  const isOwn = isOwnMembership(tx.viewer, of);
  refuseIf(isOwn && input.acceptance != null, 'BAD_USER_INPUT', 'You accept for yourself: no record of it is needed.', {
    field: 'acceptance',
  });
  refuseIf(
    before.status !== 'INVITED',
    'INVALID_TRANSITION',
    `The membership is ${before.status}; only an open invitation is accepted.`,
    { field: 'status' },
  );
  await refuseDead(tx, [of.memberId]);
  const joined = isOwn
    ? { joinedAt: tx.now }
    : joinedByRecord(tx, input.acceptance, { since: before.invitedAt, what: 'the invitation' });
  await beginInTroupe(tx, before, joined.joinedAt);
  await takeSkill(tx, before);
  const membership = await updateRow(tx.db, TeamMembership, before, { status: 'ACCEPTED', ...joined });
  await tx.publish(teamMembershipAccepted, membership, {
    memberId: of.memberId,
    teamId: membership.teamId,
    scopePath: of.scopePath,
  });
  return { membership };
}

const lockPerformer = ({ db }: Tx, performerId: string) =>
  rows(db, sql`select m.id from troupe_member m where m.id = ${performerId} for no key update`);

/** With the first team that they are in, somebody joins the troupe. */
const beginInTroupe = ({ db }: Tx, { performerId }: TeamMembership, joinedAt: Date | null) =>
  rows(
    db,
    sql`update troupe_member m set joined_at = ${joinedAt} where m.id = ${performerId}
      and not exists (select from troupe_team_member i where i.performer_id = m.id and i.joined_at is not null)`,
  );

/** What they were invited to do is what they do in the troupe from now on. */
const takeSkill = ({ db }: Tx, { performerId, skill }: TeamMembership) =>
  rows(
    db,
    sql`update troupe_member set skill = ${skill}, version = version + 1 where id = ${performerId} and ${skill}::text is not null`,
  );
