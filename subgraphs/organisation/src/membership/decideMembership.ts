import { memberJoined } from '@union-graph/events';
import { assertTransition, civilDay, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { tellIndependentUnionsDue } from '../enterprise/independentUnion.ts';
import { changeMember } from '../member/changeMember.ts';
import { MEMBERSHIP_TRANSITIONS } from '../member/rules.ts';
import type { DecideMembershipInput } from '../schema.gen.ts';
import { countMember } from './counts.ts';
import { getApplication, type LockedApplication } from './getApplication.ts';
import { MembershipApplication } from './MembershipApplication.ts';
import { refuseUnlessTaking } from './refusals.ts';
import { APPLICATION_TRANSITIONS, type ApplicationStatus } from './rules.ts';
import { sendHome } from './sendHome.ts';

/**
 * Approves or rejects an application (domain rule 2.1.3), taking it up first when nobody did. Not by the person who sent
 * it. One membership a person (ORG-INV-2), held by the index `member_one_membership`.
 */
export async function decideMembership(tx: Tx, input: DecideMembershipInput): Promise<{ application: MembershipApplication }> {
  const matter = await getApplication(tx, 'decideMembership', input);
  const { application, member } = matter;
  const decidedById = tx.viewer.personId as string;
  const reason = input.reason?.trim() || null;
  refuseIf(
    decidedById === application.submittedById || decidedById === member.id,
    'SEPARATION_OF_DUTIES',
    'Whoever sent an application, or is its subject, may not decide it. Ask a colleague.',
    { rule: '2.1.3' },
  );
  refuseIf(!input.approve && !reason, 'BAD_USER_INPUT', 'A rejection needs a reason that the worker can read.', {
    field: 'reason',
  });
  const status = input.approve ? 'APPROVED' : 'REJECTED';
  checkOutcome(application.status, status);
  if (input.approve) await join(tx, matter);
  else await sendHome(tx, member);
  const decided = await updateRow(tx.db, MembershipApplication, application, { status, decidedById, decidedAt: tx.now, reason });
  return { application: decided };
}

/** An application that nobody took up is taken up by deciding it. */
function checkOutcome(from: ApplicationStatus, outcome: ApplicationStatus): void {
  if (from === 'SUBMITTED') checkOutcome('UNDER_REVIEW', outcome);
  else assertTransition(APPLICATION_TRANSITIONS, 'application', from, outcome);
}

async function join(tx: Tx, { member, union }: LockedApplication): Promise<void> {
  refuseUnlessTaking(union);
  assertTransition(MEMBERSHIP_TRANSITIONS, 'membership', member.membershipStatus, 'ACTIVE');
  const joined = await changeMember(tx, member, {
    membershipStatus: 'ACTIVE',
    memberNo: member.memberNo ?? (await nextMemberNo(tx)),
    unionId: union.id,
    joinedAt: civilDay(tx.now),
    scopePath: union.scopePath,
  });
  await countMember(tx, union.id, joined, 1);
  await tellIndependentUnionsDue(tx, [joined.employerId]);
  await tx.publish(memberJoined, joined, { memberId: joined.id, unionId: union.id, scopePath: joined.scopePath });
}

/** The next free membership number: `BJ` and eight digits. */
async function nextMemberNo({ db }: Tx): Promise<string> {
  const [next] = await rows<{ memberNo: string }>(
    db,
    sql`select 'BJ' || lpad(nextval('member_no_seq')::text, 8, '0') as "memberNo"`,
  );
  return next?.memberNo as string;
}
