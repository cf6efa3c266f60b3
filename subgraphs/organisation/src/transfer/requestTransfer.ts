import {
  addDays,
  assertTransition,
  civilDay,
  insertRow,
  isId,
  lastDayOf,
  newId,
  notFound,
  refuseIf,
  startOfDay,
  survivorOf,
  type Tx,
} from '@union-graph/subgraph';
import { holdCard } from '../card/holdCard.ts';
import { changeMember } from '../member/changeMember.ts';
import { getMember, refusalToFormerUnion } from '../member/getMember.ts';
import { Member } from '../member/Member.ts';
import { MEMBERSHIP_TRANSITIONS } from '../member/rules.ts';
import { seesMember } from '../member/scope.ts';
import { refuseUnlessTaking } from '../membership/refusals.ts';
import { numbers } from '../rule/numbers.ts';
import type { RequestTransferInput } from '../schema.gen.ts';
import { holdUnions, matterOf } from './getTransfer.ts';
import { MembershipTransfer } from './MembershipTransfer.ts';
import { transferPolicy } from './policy.ts';

/** The task that ends a transfer which nobody accepted. */
export const RETURN_TRANSFER = 'return_transfer';

/**
 * Starts a transfer (domain rule 2.1.3). The member stays counted in the union they come from until the other accepts
 * (ORG-INV-3); after thirty days the transfer returns by itself.
 */
export async function requestTransfer(tx: Tx, input: RequestTransferInput): Promise<{ transfer: MembershipTransfer }> {
  const found = isId(input.memberId) ? await tx.db.findOneBy(Member, { id: await survivorOf(tx.db, input.memberId) }) : null;
  if (!found || !seesMember(tx.viewer, found))
    throw (await refusalToFormerUnion(tx, input.memberId)) ?? notFound('member', input.memberId);
  // Who is in no union cannot leave one; everybody else is asked about once locked, the version first.
  if (found.unionId === null) assertTransition(MEMBERSHIP_TRANSITIONS, 'membership', found.membershipStatus, 'TRANSFERRING');
  const fromId = found.unionId as string;
  refuseIf(fromId === input.toUnionId, 'VALIDATION_FAILED', 'The member belongs to that union already.', { field: 'toUnionId' });
  const { from, to } = await holdUnions(tx, fromId, input.toUnionId);
  const member = await getMember(tx, input.memberId, input.expectedVersion);
  transferPolicy.authorise(tx.viewer, 'requestTransfer', matterOf({ member, from, to }));
  assertTransition(MEMBERSHIP_TRANSITIONS, 'membership', member.membershipStatus, 'TRANSFERRING');
  refuseUnlessTaking(to, 'toUnionId');
  const dueOn = await lastDayOf(tx.db, civilDay(tx.now), { days: tx.number(numbers.ACCEPT_DAYS) });
  const leaving = await changeMember(tx, member, { membershipStatus: 'TRANSFERRING' });
  const transfer = await insertRow(tx.db, MembershipTransfer, {
    id: newId(),
    memberId: member.id,
    fromUnionId: from.id,
    toUnionId: to.id,
    status: 'REQUESTED',
    requestedById: tx.viewer.personId,
    requestedAt: tx.now,
    dueOn,
    acceptedAt: null,
    returnedAt: null,
    frozenCardId: await holdCard(tx, leaving),
    version: 1,
  });
  await tx.schedule(RETURN_TRANSFER, { transferId: transfer.id }, { at: startOfDay(addDays(dueOn, 1)), jobKey: transfer.id });
  return { transfer };
}
