import { checkedOpenText, insertRow, newId, requireIds, type Tx, updateRow } from '@union-graph/subgraph';
import { lockMember } from '../booking/locks.ts';
import { getMembers } from '../member/place.ts';
import type { AddTroupeMemberInput } from '../schema.gen.ts';
import { getTeam } from './getTeam.ts';
import { TroupeMember } from './TroupeMember.ts';
import { TroupeTeamMember } from './TroupeTeamMember.ts';

/** Takes a member into a team; who is in another team of the troupe already stays there, too (S-75). */
export async function addTroupeMember(tx: Tx, input: AddTroupeMemberInput): Promise<{ member: TroupeMember }> {
  const { team, troupe } = await getTeam(tx, input.teamId);
  requireIds({ memberId: input.memberId });
  const memberId = input.memberId.toLowerCase();
  await getMembers(tx, [memberId], 'memberId');
  const skill = checkedOpenText(input.skill, 'skill', 100);
  await lockMember(tx, memberId);
  const known = await tx.db.findOneBy(TroupeMember, { troupeId: troupe.id, memberId });
  const member = known
    ? await updateRow(tx.db, TroupeMember, known, { skill })
    : await insertRow(tx.db, TroupeMember, {
        ...{ id: newId(), troupeId: troupe.id, memberId, skill, joinedAt: tx.now, version: 1 },
      });
  await insertRow(tx.db, TroupeTeamMember, { teamId: team.id, performerId: member.id, joinedAt: tx.now });
  return { member };
}
