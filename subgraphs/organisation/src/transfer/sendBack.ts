import { assertTransition, civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import { releaseCard } from '../card/holdCard.ts';
import { changeMember } from '../member/changeMember.ts';
import type { Member } from '../member/Member.ts';
import { MembershipTransfer } from './MembershipTransfer.ts';
import { isLapsed, returnedAtOn, TRANSFER_TRANSITIONS } from './rules.ts';

interface OnTheWay {
  readonly transfer: MembershipTransfer;
  readonly member: Member;
}

/** Returns a transfer; both must be locked. The member is a common one again where they were; no count moves. */
export async function sendBack(tx: Tx, { transfer, member }: OnTheWay): Promise<OnTheWay> {
  assertTransition(TRANSFER_TRANSITIONS, 'transfer', transfer.status, 'RETURNED');
  const returnedAt = returnedAtOn(transfer, civilDay(tx.now)) ?? tx.now;
  const stayed = await changeMember(tx, member, { membershipStatus: 'ACTIVE' });
  await releaseCard(tx, transfer.frozenCardId, stayed);
  return { transfer: await updateRow(tx.db, MembershipTransfer, transfer, { status: 'RETURNED', returnedAt }), member: stayed };
}

/**
 * A locked member as they are today: one whose transfer nobody accepted in time is sent back first, so that no act waits for the task that does
 * it (domain rule 2.1.3). Gives the same object where nothing has changed.
 */
export async function returnIfLapsed(tx: Tx, member: Member): Promise<Member> {
  if (member.membershipStatus !== 'TRANSFERRING') return member;
  const transfer = await tx.db.findOne(MembershipTransfer, {
    where: { memberId: member.id, status: 'REQUESTED' },
    lock: { mode: 'pessimistic_write' },
  });
  return transfer && isLapsed(transfer, civilDay(tx.now)) ? (await sendBack(tx, { transfer, member })).member : member;
}
