import { memberLeft } from '@union-graph/events';
import {
  assertTransition,
  checkedText,
  civilDay,
  getForUpdate,
  isId,
  notFound,
  refuseIf,
  survivorOf,
  type Tx,
} from '@union-graph/subgraph';
import { blockCards } from '../card/blockCards.ts';
import { changeMember } from '../member/changeMember.ts';
import { getMember } from '../member/getMember.ts';
import { Member } from '../member/Member.ts';
import { homePath, MEMBERSHIP_TRANSITIONS } from '../member/rules.ts';
import { seesMember } from '../member/scope.ts';
import type { ExpelMemberInput, LeaveUnionInput, RecordDeathInput } from '../schema.gen.ts';
import { tellDeadStaff } from '../staff-member/publishStaffListed.ts';
import { Union } from '../union/Union.ts';
import { countMember } from './counts.ts';
import { membershipPolicy } from './policy.ts';

/** Ends an active membership because the member wishes so. */
export const leaveUnion = (tx: Tx, input: LeaveUnionInput): Promise<{ member: Member }> =>
  endMembership(tx, 'leaveUnion', { membershipStatus: 'LEFT' }, input);

/** Ends an active membership by a decision of the union, whose record is kept with the change (domain rule 2.1.3). */
export async function expelMember(tx: Tx, input: ExpelMemberInput): Promise<{ member: Member }> {
  const decisionRef = checkedText(input.decisionRef, 'decisionRef', 300);
  const expelled = await endMembership(tx, 'expelMember', { membershipStatus: 'EXPELLED' }, input);
  await tx.db.query('update member set expulsion_ref = $2 where id = $1', [expelled.member.id, decisionRef]);
  return expelled;
}

/** Ends the membership of somebody who died; nothing of the record leads anywhere from there (domain rule 2.1.3). */
export async function recordDeath(tx: Tx, input: RecordDeathInput): Promise<{ member: Member }> {
  refuseIf(input.diedOn > civilDay(tx.now), 'BAD_USER_INPUT', `Nobody died on ${input.diedOn} yet.`, { field: 'diedOn' });
  const { diedOn, ...of } = input;
  const died = await endMembership(tx, 'recordDeath', { membershipStatus: 'DECEASED', diedOn }, of, ({ joinedAt }) =>
    refuseIf(
      joinedAt !== null && input.diedOn < joinedAt,
      'BAD_USER_INPUT',
      `The person joined the union on ${joinedAt}, and did not die before; got ${input.diedOn}.`,
      { field: 'diedOn' },
    ),
  );
  await tellDeadStaff(tx, died.member.id);
  return died;
}

interface EndInput {
  readonly memberId: string;
  readonly expectedVersion: number;
}

/** Ends a membership: the counts go down, cards are blocked, the record goes back to the district of residence. */
async function endMembership(
  tx: Tx,
  verb: 'leaveUnion' | 'expelMember' | 'recordDeath',
  end: Pick<Member, 'membershipStatus'> & Partial<Pick<Member, 'diedOn'>>,
  { memberId, expectedVersion }: EndInput,
  check: (member: Member) => void = () => {},
): Promise<{ member: Member }> {
  const found = isId(memberId) ? await tx.db.findOneBy(Member, { id: await survivorOf(tx.db, memberId) }) : null;
  if (!found || !seesMember(tx.viewer, found)) throw notFound('member', memberId);
  // The union is locked before the member, as everywhere.
  if (found.unionId) await getForUpdate(tx, Union, found.unionId, { what: 'union', visible: () => true });
  const member = await getMember(tx, memberId, expectedVersion);
  membershipPolicy.authorise(tx.viewer, verb, { member, unionPath: member.scopePath });
  assertTransition(MEMBERSHIP_TRANSITIONS, 'membership', member.membershipStatus, end.membershipStatus);
  check(member);
  const unionId = member.unionId as string;
  const left = await changeMember(tx, member, {
    ...end,
    unionId: null,
    joinedAt: null,
    scopePath: homePath(member.districtCode),
  });
  await countMember(tx, unionId, member, -1);
  await blockCards(tx, left);
  await tx.publish(memberLeft, left, { memberId: left.id, unionId, scopePath: member.scopePath });
  return { member: left };
}
