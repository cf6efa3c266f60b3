import { membersUnmerged } from '@union-graph/events';
import {
  checkedText,
  civilDay,
  columns,
  getForUpdate,
  notFound,
  refuseIf,
  rows,
  sql,
  type Tx,
  unmergeRows,
  updateRow,
} from '@union-graph/subgraph';
import { blockCards } from '../card/blockCards.ts';
import type { UnmergeMembersInput } from '../schema.gen.ts';
import { cardsOf, restoreCards, tellMoved } from './cardsOfMerge.ts';
import { memberColumns } from './columns.ts';
import { Member } from './Member.ts';
import { MemberMerge } from './MemberMerge.ts';
import { moveMembershipBack, movesMembership } from './membershipOfMerge.ts';
import { memberPolicy } from './policy.ts';
import { carriesCard, isErased } from './rules.ts';
import { seesMember } from './scope.ts';

/**
 * Takes a merge back within thirty days (C-16): rows, membership and cards are each record's own again. What came to the survivor since stays with it, but for
 * what was done to a membership that goes back.
 */
export async function unmergeMembers(tx: Tx, input: UnmergeMembersInput): Promise<{ merge: MemberMerge }> {
  const { mergeId, expectedVersion } = input;
  const merge = await getForUpdate(tx, MemberMerge, mergeId, { what: 'merge', visible: () => true });
  const [survivor, duplicate] = await lockPair(tx, merge);
  if (!seesMember(tx.viewer, survivor)) throw notFound('merge', mergeId);
  memberPolicy.authorise(tx.viewer, 'unmergeMembers', survivor);
  refuseIf(
    merge.version !== expectedVersion,
    'VERSION_CONFLICT',
    'The merge changed since you read it. Read it again and decide anew.',
    {
      field: 'expectedVersion',
    },
  );
  refuseIf(merge.status !== 'MERGED', 'INVALID_TRANSITION', 'The merge was taken back already.', { field: 'status' });
  refuseIf(
    civilDay(tx.now) > merge.reversibleUntil,
    'DEADLINE_PASSED',
    `The merge could be taken back until ${merge.reversibleUntil}. Register the person anew if they are two.`,
    { rule: 'C-16' },
  );
  refuseIf(
    isErased(survivor) || isErased(duplicate),
    'VALIDATION_FAILED',
    'The person’s records were erased; there is nothing to be given back.',
    { rule: 'C-16', field: 'mergeId' },
  );
  const reason = checkedText(input.reason, 'reason', 500, 2);
  const ids = { mergeId: merge.id, survivorId: survivor.id, duplicateId: duplicate.id };
  await unmergeRows(tx, memberColumns, ids);
  // Before what the records say from now on: a death that goes back with the duplicate's rows is not taken for one that was taken back.
  await tx.publish(membersUnmerged, survivor, { ...ids, diedOn: merge.duplicateBefore.diedOn ?? null });
  const origin = await originOfDeath(tx, merge, survivor);
  const before = {
    survivor: merge.survivorBefore,
    duplicate: merge.duplicateBefore,
    ofSurvivor: origin?.survivorBefore ?? null,
  };
  const [kept, back] = await moveMembershipBack(tx, [survivor, duplicate], before);
  if (movesMembership(before)) await giveTransfersBack(tx, merge);
  await tellMoved(tx, await cardsOf(tx, back.id), back);
  await restoreCards(tx, [back, kept], merge.cardsBefore);
  if (origin && origin.id !== merge.id) await restoreCards(tx, [kept], origin.cardsBefore);
  for (const member of [back, kept]) if (!carriesCard(member.membershipStatus)) await blockCards(tx, member);
  const reverted = await updateRow(tx.db, MemberMerge, merge, {
    status: 'REVERTED',
    revertedById: tx.viewer.personId as string,
    revertedAt: tx.now,
    revertReason: reason,
  });
  return { merge: reverted };
}

/** What was asked for since the merge (ids tell the order) is of the membership that goes back: the survivor had none. */
const giveTransfersBack = ({ db }: Tx, { id, survivorId, duplicateId }: MemberMerge): Promise<unknown> =>
  db.query('update membership_transfer set member_id = $2, version = version + 1 where member_id = $1 and id > $3', [
    survivorId,
    duplicateId,
    id,
  ]);

/**
 * The merge by which the death came to the survivor, where it is to be taken back with this merge. Null where it stays: the survivor had died by its own
 * record, or another record that is still merged into it tells the same death. Where several told it, the first one brought it.
 */
async function originOfDeath({ db }: Tx, merge: MemberMerge, { deathMergeId }: Member): Promise<MemberMerge | null> {
  const [origin] = await rows<MemberMerge>(
    db,
    sql`select ${columns(MemberMerge, 'o')} from merged_record o where o.id = ${deathMergeId}::uuid and not exists (
      select from merged_record other where other.survivor_id = o.survivor_id and other.id <> ${merge.id} and other.status = 'MERGED'
        and other.duplicate_before ->> 'membershipStatus' = 'DECEASED'
        and (other.id = o.id or other.survivor_before ->> 'deathMergeId' = o.id::text))`,
  );
  return origin ?? null;
}

/** Both records, locked in the order of their ids behind the unions they have or had. */
async function lockPair(tx: Tx, { survivorId, duplicateId, duplicateBefore }: MemberMerge): Promise<[Member, Member]> {
  await rows(
    tx.db,
    sql`select u.id from trade_union u where u.id = ${duplicateBefore.unionId}::uuid
      or u.id = (select m.union_id from member m where m.id = ${survivorId}) order by u.id for no key update`,
  );
  const found = await rows<Member>(
    tx.db,
    sql`select ${columns(Member, 'm')} from member m where m.id in (${survivorId}, ${duplicateId}) order by m.id for update`,
  );
  const locked = (id: string): Member => tx.db.create(Member, { ...(found.find((one) => one.id === id) as Member) });
  return [locked(survivorId), locked(duplicateId)];
}
