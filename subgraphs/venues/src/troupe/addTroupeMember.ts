import { teamMembershipAccepted, teamMembershipInvited } from '@union-graph/events';
import { checkedOpenText, insertRow, newId, refuseEnded, refuseIf, requireIds, type Tx, updateRow } from '@union-graph/subgraph';
import { lockMember } from '../booking/locks.ts';
import { refuseDead } from '../member/place.ts';
import { checkedAcceptance } from '../registration/acceptance.ts';
import type { AddTroupeMemberInput } from '../schema.gen.ts';
import type { ArtTroupe } from './ArtTroupe.ts';
import { getTeam } from './getTeam.ts';
import { TeamMembership } from './TeamMembership.ts';
import { TroupeMember } from './TroupeMember.ts';
import type { TroupeTeam } from './TroupeTeam.ts';

interface Added {
  readonly member: TroupeMember;
  readonly membership: TeamMembership;
}

/**
 * Invites a member to a team, or takes in who has accepted, by the record of it; who is in another team of the troupe stays there, too (S-75).
 * Who leads a troupe reads no members' records, and is not told whether there is one: who was asked gave their id. Nobody who has died
 * is invited or taken in, not even by a record of what they accepted before.
 */
export async function addTroupeMember(tx: Tx, input: AddTroupeMemberInput): Promise<Added> {
  const memberId = input.memberId.toLowerCase();
  await lockMember(tx, memberId);
  const { team, troupe } = await getTeam(tx, input.teamId);
  requireIds({ memberId: input.memberId });
  await refuseEnded(tx, [memberId], 'memberId');
  const skill = checkedOpenText(input.skill, 'skill', 100);
  const joined = joinedBy(tx, input, team);
  await refuseDead(tx, [memberId], 'memberId');
  const member = await keepMember(tx, troupe, { memberId, skill, joinedAt: joined.joinedAt });
  const membership = await keepMembership(tx, { teamId: team.id, performerId: member.id, skill, ...joined });
  const data = { memberId, teamId: team.id, scopePath: troupe.scopePath };
  await tx.publish(membership.joinedAt ? teamMembershipAccepted : teamMembershipInvited, membership, data);
  return { member, membership };
}

type Joined = Pick<TeamMembership, 'joinedAt' | 'acceptanceKind' | 'acceptanceRef'>;

function joinedBy(tx: Tx, { acceptance }: AddTroupeMemberInput, team: TroupeTeam): Joined {
  if (acceptance == null) return { joinedAt: null, acceptanceKind: null, acceptanceRef: null };
  return joinedByRecord(tx, acceptance, { since: team.createdAt, what: 'the forming of the team' });
}

/** How somebody is in a team whose acceptance staff record, since what they accepted; `CONSENT_REQUIRED` without the record. */
export function joinedByRecord(
  tx: Tx,
  acceptance: AddTroupeMemberInput['acceptance'],
  asked: { readonly since: Date; readonly what: string },
): Joined {
  const { acceptedAt: joinedAt, ...how } = checkedAcceptance(tx, acceptance, { rule: 'S-75', ...asked });
  return { joinedAt, ...how };
}

interface Performer {
  readonly memberId: string;
  readonly skill: string;
  readonly joinedAt: Date | null;
}

async function keepMember(tx: Tx, troupe: ArtTroupe, { memberId, skill, joinedAt }: Performer): Promise<TroupeMember> {
  const known = await tx.db.findOneBy(TroupeMember, { troupeId: troupe.id, memberId });
  // What an invitation asks of them is theirs once they accept.
  if (known) return joinedAt === null ? known : updateRow(tx.db, TroupeMember, known, { skill });
  const row = { id: newId(), troupeId: troupe.id, memberId, skill, joinedAt: joinedAt ?? tx.now, version: 1 };
  return insertRow(tx.db, TroupeMember, row);
}

/** Writes a membership, or anew that of somebody who was in the team, or was to be; `DUPLICATE` for who is in it or is invited. */
async function keepMembership(
  tx: Tx,
  { teamId, performerId, ...joined }: Joined & Pick<TeamMembership, 'teamId' | 'performerId' | 'skill'>,
): Promise<TeamMembership> {
  const status = joined.joinedAt ? 'ACCEPTED' : 'INVITED';
  const row = { status, invitedAt: tx.now, leftAt: null, ...joined } as const;
  const known = await tx.db.findOne(TeamMembership, { where: { teamId, performerId }, lock: { mode: 'pessimistic_write' } });
  if (!known) return insertRow(tx.db, TeamMembership, { id: newId(), teamId, performerId, version: 1, ...row });
  refuseIf(
    known.leftAt === null,
    'DUPLICATE',
    'They are in that team already, or are invited. Record their answer to the invitation.',
    {
      field: 'memberId',
    },
  );
  return updateRow(tx.db, TeamMembership, known, row);
}
