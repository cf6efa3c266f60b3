import { membersMerged } from '@union-graph/events';
import {
  checkedNumber,
  checkedText,
  civilDay,
  columns,
  insertRow,
  isId,
  lastDayOf,
  mergeRows,
  newId,
  notFound,
  refuseIf,
  rows,
  sql,
  survivorOf,
  type Tx,
} from '@union-graph/subgraph';
import { endWithLife } from '../membership/endWithLife.ts';
import { numbers } from '../rule/numbers.ts';
import type { MergeMembersInput } from '../schema.gen.ts';
import { returnIfLapsed } from '../transfer/sendBack.ts';
import { cardsOf, endDoubleCards, tellMoved } from './cardsOfMerge.ts';
import { memberColumns } from './columns.ts';
import { refusalToFormerUnion } from './getMember.ts';
import { Member } from './Member.ts';
import { MemberMerge } from './MemberMerge.ts';
import { membershipOf, moveMembership } from './membershipOfMerge.ts';
import { memberPolicy } from './policy.ts';
import { refuseDifferences, refuseUnmergeable } from './refusals.ts';
import { isMergedAway } from './rules.ts';
import { seesMember } from './scope.ts';

/**
 * Makes two records of one person one (C-16). The survivor keeps its own facts and gets what hangs on the duplicate: cards,
 * consents, applications, requests here, and by the event `member.merged` cases, enrolments, covers and bookings elsewhere. Of two
 * memberships and of two cards in use the survivor's stay. The duplicate's id leads to the survivor from then on.
 */
export async function mergeMembers(tx: Tx, input: MergeMembersInput): Promise<{ merge: MemberMerge }> {
  const { survivor, duplicate } = await lockBoth(tx, input);
  for (const member of [survivor, duplicate]) memberPolicy.authorise(tx.viewer, 'mergeMembers', member);
  const reason = checkedText(input.reason, 'reason', 500, 2);
  const evidenceRef = checkedText(input.evidenceRef, 'evidenceRef', 300);
  await refuseUnmergeable(tx, survivor, duplicate);
  if (input.acknowledgeDifferences !== true) refuseDifferences(survivor, duplicate);
  const cardsBefore = await endDoubleCards(tx, survivor, duplicate);
  const mergeId = newId();
  const [kept, gone] = await moveMembership(tx, { survivor, duplicate, mergeId });
  const merge = await insertRow(tx.db, MemberMerge, {
    id: mergeId,
    survivorId: survivor.id,
    duplicateId: duplicate.id,
    status: 'MERGED',
    reason,
    evidenceRef,
    mergedById: tx.viewer.personId as string,
    mergedAt: tx.now,
    reversibleUntil: await lastDayOf(tx.db, civilDay(tx.now), { days: tx.number(numbers.UNMERGE_DAYS) }),
    survivorBefore: membershipOf(survivor),
    duplicateBefore: membershipOf(duplicate),
    cardsBefore,
    revertedById: null,
    revertedAt: null,
    revertReason: null,
    version: 1,
  });
  const ids = { mergeId, survivorId: kept.id, duplicateId: gone.id };
  const cards = await cardsOf(tx, gone.id);
  await mergeRows(tx, memberColumns, ids);
  if (kept.membershipStatus === 'DECEASED') await endWithLife(tx, kept.id);
  await tellMoved(tx, cards, kept);
  await tx.publish(membersMerged, kept, { ...ids, diedOn: kept.diedOn });
  return { merge };
}

/** Both records, locked in the order of their ids behind their unions, as everywhere. `NOT_FOUND` for one out of scope. */
async function lockBoth(
  tx: Tx,
  { survivorId, duplicateId, expectedVersion, duplicateVersion }: MergeMembersInput,
): Promise<{ survivor: Member; duplicate: Member }> {
  for (const id of [survivorId, duplicateId]) if (!isId(id)) throw notFound('member', id);
  refuseIf(survivorId === duplicateId, 'BAD_USER_INPUT', 'A record cannot be merged with itself. Name two.', {
    field: 'duplicateId',
  });
  await rows(
    tx.db,
    sql`select u.id from trade_union u where u.id in
      (select m.union_id from member m where m.id in (${survivorId}, ${duplicateId})) order by u.id for no key update`,
  );
  const found = await rows<Member>(
    tx.db,
    sql`select ${columns(Member, 'm')} from member m where m.id in (${survivorId}, ${duplicateId}) order by m.id for update`,
  );
  const locked = async (id: string, version: number, field: string): Promise<Member> => {
    const row = found.find((one) => one.id === id.toLowerCase());
    if (!row) throw notFound('member', id);
    const survivor = isMergedAway(row) ? found.find((one) => one.id !== row.id) : undefined;
    refuseIf(
      survivor !== undefined && seesMember(tx.viewer, survivor) && (await survivorOf(tx.db, row.id)) === survivor.id,
      'VALIDATION_FAILED',
      'These two records are one already.',
      { field: 'duplicateId' },
    );
    if (!seesMember(tx.viewer, row)) throw (await refusalToFormerUnion(tx, id)) ?? notFound('member', id);
    checkedNumber(version, field, [1, 2_147_483_647]);
    refuseIf(
      row.version !== version,
      'VERSION_CONFLICT',
      'The record changed since you read it. Read it again and decide anew.',
      {
        field,
      },
    );
    return returnIfLapsed(tx, tx.db.create(Member, { ...row }));
  };
  const duplicate = await locked(duplicateId, duplicateVersion, 'duplicateVersion');
  return { survivor: await locked(survivorId, expectedVersion, 'expectedVersion'), duplicate };
}
