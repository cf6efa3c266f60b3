import { assertTransition, refuseIf, requireIds, type Tx } from '@union-graph/subgraph';
import { tellIndependentUnionsDue } from '../enterprise/independentUnion.ts';
import { changeMember } from '../member/changeMember.ts';
import { getMember } from '../member/getMember.ts';
import type { Member } from '../member/Member.ts';
import { MEMBERSHIP_TRANSITIONS, WITHOUT_EMPLOYER } from '../member/rules.ts';
import type { ResumeMembershipInput, RetainMembershipInput } from '../schema.gen.ts';
import { membershipPolicy } from './policy.ts';

/** Keeps the membership of somebody without work (domain rule 2.1.3, 保留会籍). They stay counted, and keep their card. */
export async function retainMembership(tx: Tx, input: RetainMembershipInput): Promise<{ member: Member }> {
  const member = await getMember(tx, input.memberId, input.expectedVersion);
  membershipPolicy.authorise(tx.viewer, 'retainMembership', { member, unionPath: member.scopePath });
  assertTransition(MEMBERSHIP_TRANSITIONS, 'membership', member.membershipStatus, 'RETAINED');
  const changes = { employmentKind: input.cause, employerId: null, contractTermMonths: null };
  const retained = await changeMember(tx, member, { ...changes, membershipStatus: 'RETAINED' });
  return { member: retained };
}

/** Makes a kept membership a common one again (domain rule 2.1.3). */
export async function resumeMembership(tx: Tx, input: ResumeMembershipInput): Promise<{ member: Member }> {
  const { employmentKind } = input;
  const member = await getMember(tx, input.memberId, input.expectedVersion);
  membershipPolicy.authorise(tx.viewer, 'resumeMembership', { member, unionPath: member.scopePath });
  refuseIf(
    member.membershipStatus !== 'RETAINED',
    'INVALID_TRANSITION',
    `The membership is ${member.membershipStatus}, not RETAINED.`,
    {
      field: 'status',
    },
  );
  refuseIf(
    employmentKind === 'UNEMPLOYED' || employmentKind === 'RETIRED',
    'VALIDATION_FAILED',
    `A membership is kept while the member is ${employmentKind}; it is taken up again with work.`,
    { rule: '2.1.3', field: 'employmentKind' },
  );
  const employerId = input.employerId ?? null;
  requireIds({ employerId });
  refuseIf(
    employerId !== null && WITHOUT_EMPLOYER.includes(employmentKind),
    'BAD_USER_INPUT',
    `Who is ${employmentKind} has no employer.`,
    { field: 'employerId' },
  );
  const changes = { employmentKind, employerId };
  const resumed = await changeMember(tx, member, { ...changes, membershipStatus: 'ACTIVE' });
  await tellIndependentUnionsDue(tx, [resumed.employerId]);
  return { member: resumed };
}
