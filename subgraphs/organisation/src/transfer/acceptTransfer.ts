import { memberTransferred } from '@union-graph/events';
import { assertTransition, civilDay, refuseIf, requireIds, type Tx, updateRow } from '@union-graph/subgraph';
import { releaseCard } from '../card/holdCard.ts';
import { tellIndependentUnionsDue } from '../enterprise/independentUnion.ts';
import { changeMember } from '../member/changeMember.ts';
import { WITHOUT_EMPLOYER } from '../member/rules.ts';
import { moveMember } from '../membership/counts.ts';
import { refuseUnlessTaking } from '../membership/refusals.ts';
import type { AcceptTransferInput } from '../schema.gen.ts';
import { getTransfer, matterOf } from './getTransfer.ts';
import { MembershipTransfer } from './MembershipTransfer.ts';
import { transferPolicy } from './policy.ts';
import { TRANSFER_TRANSITIONS } from './rules.ts';

/** Takes a member in: one off the old union's counts, one on the new one's, in one transaction (ORG-INV-3). */
export async function acceptTransfer(tx: Tx, input: AcceptTransferInput): Promise<{ transfer: MembershipTransfer }> {
  const { transfer, member, from, to } = await getTransfer(tx, input.transferId, input.expectedVersion);
  transferPolicy.authorise(tx.viewer, 'acceptTransfer', matterOf({ member, from, to }));
  refuseIf(tx.viewer.personId === member.id, 'SEPARATION_OF_DUTIES', 'Nobody takes themselves in. Ask a colleague.', {
    rule: '2.1.3',
  });
  assertTransition(TRANSFER_TRANSITIONS, 'transfer', transfer.status, 'ACCEPTED');
  refuseIf(
    civilDay(tx.now) > transfer.dueOn,
    'DEADLINE_PASSED',
    `The transfer could be accepted until ${transfer.dueOn}. The member can ask for it again.`,
    { rule: '2.1.3' },
  );
  refuseUnlessTaking(to);
  const employerId = input.employerId ?? member.employerId;
  requireIds({ employerId });
  refuseIf(
    input.employerId != null && WITHOUT_EMPLOYER.includes(member.employmentKind),
    'BAD_USER_INPUT',
    `Who is ${member.employmentKind} has no employer.`,
    { field: 'employerId' },
  );
  const arrived = await changeMember(tx, member, {
    membershipStatus: 'ACTIVE',
    unionId: to.id,
    joinedAt: civilDay(tx.now),
    scopePath: to.scopePath,
    employerId,
  });
  await tellIndependentUnionsDue(tx, [arrived.employerId]);
  const accepted = await updateRow(tx.db, MembershipTransfer, transfer, { status: 'ACCEPTED', acceptedAt: tx.now });
  await releaseCard(tx, transfer.frozenCardId, arrived);
  // Last, as who takes the next member in waits from here to the commit.
  await moveMember(tx, from.id, to.id, arrived);
  await tx.publish(memberTransferred, arrived, {
    memberId: arrived.id,
    fromUnionId: from.id,
    unionId: to.id,
    scopePath: arrived.scopePath,
  });
  return { transfer: accepted };
}
