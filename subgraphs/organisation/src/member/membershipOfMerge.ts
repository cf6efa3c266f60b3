import { memberJoined, memberLeft } from '@union-graph/events';
import type { Tx } from '@union-graph/subgraph';
import { countMember } from '../membership/counts.ts';
import { Union } from '../union/Union.ts';
import { changeMember } from './changeMember.ts';
import type { Member } from './Member.ts';
import type { MembershipBefore } from './MemberMerge.ts';
import { homePath, isMember, MERGED_PATH } from './rules.ts';

/** What the duplicate of a merge is from then on: in no union, and outside the tree, so that no list has it. */
const GONE = {
  membershipStatus: 'NONE',
  unionId: null,
  joinedAt: null,
  diedOn: null,
  deathMergeId: null,
  scopePath: MERGED_PATH,
} as const;

/** Whether a merge of two records that were so gives the survivor the duplicate's membership. */
export const movesMembership = (before: Readonly<Record<'survivor' | 'duplicate', Pick<MembershipBefore, 'unionId'>>>): boolean =>
  before.duplicate.unionId !== null && before.survivor.unionId === null;

/**
 * Leaves one membership to two records (ORG-INV-2): the survivor's own, else the duplicate's. Each union's counts go with it
 * (ORG-INV-3), and the other services hear who left and who joined. A death that the duplicate tells is the survivor's from then on: it is of the person.
 * Gives both records as they are now.
 */
export async function moveMembership(
  tx: Tx,
  { survivor, duplicate, mergeId }: { readonly survivor: Member; readonly duplicate: Member; readonly mergeId: string },
): Promise<[Member, Member]> {
  const { unionId, memberNo, joinedAt, membershipStatus, scopePath } = duplicate;
  const moves = movesMembership({ survivor, duplicate });
  const number = moves && survivor.memberNo === null ? { memberNo } : {};
  const gone = await changeMember(tx, duplicate, { ...GONE, ...('memberNo' in number ? { memberNo: null } : {}) });
  if (unionId !== null) await leave(tx, duplicate, gone);
  const kept = await changeMember(
    tx,
    survivor,
    moves
      ? { unionId, joinedAt, membershipStatus, scopePath, memberNo: survivor.memberNo ?? memberNo }
      : deathOf(duplicate, survivor, mergeId),
  );
  if (moves) await join(tx, kept);
  return [kept, gone];
}

const deathOf = ({ membershipStatus, diedOn }: Member, survivor: Member, mergeId: string): Partial<Member> =>
  membershipStatus === 'DECEASED' && survivor.membershipStatus !== 'DECEASED'
    ? { membershipStatus, diedOn, deathMergeId: mergeId }
    : {};

/**
 * Gives both records the memberships they had; `ofSurvivor` is what a death that came by the merge is taken back to, null where there is none to take back. A
 * membership that moved goes back as it is now: a transfer, a retention or an end since is of that membership. One in a union that is no more ends; the
 * duplicate then comes back without one, to the district of residence.
 */
export async function moveMembershipBack(
  tx: Tx,
  [survivor, duplicate]: readonly [Member, Member],
  before: Readonly<Record<'survivor' | 'duplicate', MembershipBefore>> & { readonly ofSurvivor: MembershipBefore | null },
): Promise<[Member, Member]> {
  const moved = movesMembership(before);
  const goesBack = moved && survivor.membershipStatus !== 'DECEASED' ? carriedBack(survivor, duplicate) : before.duplicate;
  const number = moved && before.survivor.memberNo === null ? before.duplicate.memberNo : null;
  const one = await changeMember(
    tx,
    survivor,
    moved
      ? { ...changesOf(before.survivor), ...deathSince(survivor), ...(number === null ? {} : { memberNo: null }) }
      : aliveAs(before.ofSurvivor),
  );
  if (moved && survivor.unionId !== null) await leave(tx, survivor, one);
  const place = await placeOf(tx, goesBack);
  const other = await changeMember(
    tx,
    duplicate,
    place === null
      ? { ...GONE, scopePath: homePath(duplicate.districtCode) }
      : { ...changesOf(goesBack), scopePath: place, ...(number === null ? {} : { memberNo: number }) },
  );
  if (other.unionId !== null) await join(tx, other);
  return [one, other];
}

/** The survivor's membership as the duplicate's: of one that has ended, the place is where its own person lives. */
const carriedBack = (survivor: Member, { districtCode }: Member): MembershipBefore => ({
  ...membershipOf(survivor),
  ...(survivor.unionId === null ? { scopePath: homePath(districtCode) } : {}),
});

/** A death that was told of the survivor since the merge is the survivor's. */
const deathSince = ({ membershipStatus, diedOn, deathMergeId }: Member): Partial<Member> =>
  membershipStatus === 'DECEASED' ? { membershipStatus, diedOn, deathMergeId } : {};

const aliveAs = (before: MembershipBefore | null): Partial<Member> =>
  before ? { membershipStatus: before.membershipStatus, diedOn: null, deathMergeId: null } : {};

export const membershipOf = (member: Member): MembershipBefore => {
  const { membershipStatus, unionId, memberNo, joinedAt, diedOn, deathMergeId, scopePath } = member;
  return { membershipStatus, unionId, memberNo, joinedAt, diedOn, deathMergeId, scopePath };
};

const changesOf = (before: MembershipBefore): Partial<Member> => {
  const { membershipStatus, unionId, joinedAt, diedOn = null, deathMergeId = null, scopePath } = before;
  return { membershipStatus, unionId, joinedAt, diedOn, deathMergeId, scopePath };
};

/**
 * The part of the tree of a membership that is given back: that of its union today, which may have moved since; of who was in none, the one from
 * before. Null where the union is no more.
 */
async function placeOf({ db }: Tx, { unionId, scopePath }: MembershipBefore): Promise<string | null> {
  if (unionId === null) return scopePath;
  const union = await db.findOneByOrFail(Union, { id: unionId });
  return ['DISSOLVED', 'MERGED'].includes(union.status) ? null : union.scopePath;
}

async function leave(tx: Tx, was: Member, now: Member): Promise<void> {
  if (!isMember(was.membershipStatus)) return;
  await countMember(tx, was.unionId as string, was, -1);
  await tx.publish(memberLeft, now, { memberId: now.id, unionId: was.unionId, scopePath: was.scopePath });
}

async function join(tx: Tx, now: Member): Promise<void> {
  const unionId = now.unionId as string;
  await countMember(tx, unionId, now, 1);
  await tx.publish(memberJoined, now, { memberId: now.id, unionId, scopePath: now.scopePath });
}
