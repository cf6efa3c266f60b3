import { civilDay, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { In } from 'typeorm';
import type { Member } from '../member/Member.ts';
import type { RecordDeathInput } from '../schema.gen.ts';
import { endWorkOfDead } from '../staff-member/endStaff.ts';
import { MembershipTransfer } from '../transfer/MembershipTransfer.ts';
import { sendBack } from '../transfer/sendBack.ts';
import { endMembership, takeMember } from './endMembership.ts';
import { endWithLife } from './endWithLife.ts';
import { MembershipApplication } from './MembershipApplication.ts';

/**
 * Records the death of anybody who has a worker's record, whether a member or not (domain rule 2.1.3). Only
 * `withdrawDeath` leads back from there. What waits ends with it: a transfer is returned, an application withdrawn, work on the staff ended, consents ended, an answered request
 * closed.
 */
export async function recordDeath(tx: Tx, input: RecordDeathInput): Promise<{ member: Member }> {
  const { diedOn } = input;
  refuseIf(diedOn > civilDay(tx.now), 'BAD_USER_INPUT', `Nobody died on ${diedOn} yet.`, { field: 'diedOn' });
  const taken = await takeMember(tx, 'recordDeath', input);
  refuseImpossible(taken, diedOn);
  const member = await endTransfer(tx, taken);
  await endApplications(tx, member.id);
  const died = await endMembership(tx, member, { membershipStatus: 'DECEASED', diedOn });
  await endWorkOfDead(tx, died.id, diedOn);
  await endWithLife(tx, died.id);
  return { member: died };
}

function refuseImpossible({ joinedAt, birthYear }: Member, diedOn: string): void {
  refuseIf(
    joinedAt !== null && diedOn < joinedAt,
    'BAD_USER_INPUT',
    `The person joined the union on ${joinedAt}, and did not die before; got ${diedOn}.`,
    { field: 'diedOn' },
  );
  refuseIf(
    birthYear !== null && Number(diedOn.slice(0, 4)) < birthYear,
    'BAD_USER_INPUT',
    `The record says that the person was born in ${birthYear}; got ${diedOn}. Where the year is wrong, correct it with "correctMember" first.`,
    { field: 'diedOn' },
  );
}

/** Returns the transfer of a locked member who is between two unions; gives the record as it is then. */
async function endTransfer(tx: Tx, member: Member): Promise<Member> {
  if (member.membershipStatus !== 'TRANSFERRING') return member;
  const transfer = await tx.db.findOneOrFail(MembershipTransfer, {
    where: { memberId: member.id, status: 'REQUESTED' },
    lock: { mode: 'pessimistic_write' },
  });
  return (await sendBack(tx, { transfer, member })).member;
}

async function endApplications(tx: Tx, memberId: string): Promise<void> {
  const open = await tx.db.find(MembershipApplication, {
    where: { memberId, status: In(['SUBMITTED', 'UNDER_REVIEW']) },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const application of open) await updateRow(tx.db, MembershipApplication, application, { status: 'WITHDRAWN' });
}
