import { memberLeft } from '@union-graph/events';
import { assertTransition, isId, notFound, rows, sql, survivorOf, type Tx } from '@union-graph/subgraph';
import { blockCards } from '../card/blockCards.ts';
import { changeMember } from '../member/changeMember.ts';
import { getMember, refusalToFormerUnion } from '../member/getMember.ts';
import { Member } from '../member/Member.ts';
import { homePath, MEMBERSHIP_TRANSITIONS } from '../member/rules.ts';
import { seesMember } from '../member/scope.ts';
import { countMember } from './counts.ts';
import { membershipPolicy } from './policy.ts';

interface EndInput {
  readonly memberId: string;
  readonly expectedVersion: number;
}

/**
 * A worker's record whose membership the viewer may end, locked behind the union it is in; for a death also behind the unions that the person
 * chairs. `NOT_FOUND` out of scope.
 */
export async function takeMember(
  tx: Tx,
  verb: 'leaveUnion' | 'expelMember' | 'recordDeath',
  { memberId, expectedVersion }: EndInput,
): Promise<Member> {
  const found = isId(memberId) ? await tx.db.findOneBy(Member, { id: await survivorOf(tx.db, memberId) }) : null;
  if (!found || !seesMember(tx.viewer, found)) throw (await refusalToFormerUnion(tx, memberId)) ?? notFound('member', memberId);
  // Unions are locked before the member, as everywhere.
  await rows(
    tx.db,
    sql`select from trade_union u where u.id = ${found.unionId}::uuid or (${verb === 'recordDeath'} and u.chair_id = ${found.id}::uuid)
      order by u.id for update`,
  );
  const member = await getMember(tx, memberId, expectedVersion);
  membershipPolicy.authorise(tx.viewer, verb, { member, unionPath: member.scopePath });
  return member;
}

/**
 * Ends the membership of a locked record: the union's counts go down and the others are told, where the person was in one, cards are blocked, and
 * the record goes back to the district of residence. Gives the record as it is now.
 */
export async function endMembership(
  tx: Tx,
  member: Member,
  end: Pick<Member, 'membershipStatus'> & Partial<Pick<Member, 'diedOn'>>,
): Promise<Member> {
  assertTransition(MEMBERSHIP_TRANSITIONS, 'membership', member.membershipStatus, end.membershipStatus);
  const { unionId, scopePath, districtCode } = member;
  const left = await changeMember(tx, member, { ...end, unionId: null, joinedAt: null, scopePath: homePath(districtCode) });
  if (unionId !== null) await countMember(tx, unionId, member, -1);
  await blockCards(tx, left);
  if (unionId !== null) await tx.publish(memberLeft, left, { memberId: left.id, unionId, scopePath });
  return left;
}
