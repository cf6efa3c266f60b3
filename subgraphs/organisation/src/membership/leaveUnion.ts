import { assertTransition, getForUpdate, isId, notFound, type Tx, updateRow } from '@union-graph/subgraph';
import { blockCards } from '../card/blockCards.ts';
import { getMember } from '../member/getMember.ts';
import { Member } from '../member/Member.ts';
import { homePath, MEMBERSHIP_TRANSITIONS } from '../member/rules.ts';
import { seesMember } from '../member/scope.ts';
import type { LeaveUnionInput } from '../schema.gen.ts';
import { Union } from '../union/Union.ts';
import { countMember } from './counts.ts';
import { membershipPolicy } from './policy.ts';

/** Ends an active membership: the counts go down, the card is frozen, the record goes back to the district of residence. */
export async function leaveUnion(tx: Tx, { memberId, expectedVersion }: LeaveUnionInput): Promise<{ member: Member }> {
  const found = isId(memberId) ? await tx.db.findOneBy(Member, { id: memberId }) : null;
  if (!found || !seesMember(tx.viewer, found)) throw notFound('member', memberId);
  // The union is locked before the member, as everywhere.
  if (found.unionId) await getForUpdate(tx, Union, found.unionId, { what: 'union', visible: () => true });
  const member = await getMember(tx, memberId, expectedVersion);
  membershipPolicy.authorise(tx.viewer, 'leaveUnion', { member, unionPath: member.scopePath });
  assertTransition(MEMBERSHIP_TRANSITIONS, 'membership', member.membershipStatus, 'LEFT');
  const unionId = member.unionId as string;
  const left = await updateRow(tx.db, Member, member, {
    membershipStatus: 'LEFT',
    unionId: null,
    joinedAt: null,
    scopePath: homePath(member.districtCode),
  });
  await countMember(tx, unionId, member, -1);
  await blockCards(tx, left);
  await tx.publish({
    type: 'member.left',
    aggregateId: left.id,
    aggregateVersion: left.version,
    data: { memberId: left.id, unionId, scopePath: member.scopePath },
  });
  return { member: left };
}
