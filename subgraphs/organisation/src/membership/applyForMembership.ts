import { getForUpdate, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import { changeMember } from '../member/changeMember.ts';
import { refuseDead } from '../member/refusals.ts';
import { isMember } from '../member/rules.ts';
import { Union } from '../union/Union.ts';
import { getApplicant, learnedFrom } from './applicant.ts';
import { MembershipApplication } from './MembershipApplication.ts';
import { membershipPolicy } from './policy.ts';
import { refuseUnlessTaking } from './refusals.ts';
import type { SealedApplication } from './sealWorker.ts';

/**
 * Applies for membership, for oneself or on a worker's behalf with evidence (domain rule 2.1.3). From then on the union
 * applied to works with the record: it gets that union's path. One open application a worker: `membership_application_one_open`.
 */
export async function applyForMembership(tx: Tx, input: SealedApplication): Promise<{ application: MembershipApplication }> {
  const union = await getForUpdate(tx, Union, input.unionId, { what: 'union', visible: () => true });
  refuseUnlessTaking(union);
  const member = await getApplicant(tx, input, union.scopePath);
  membershipPolicy.authorise(tx.viewer, 'applyForMembership', { member, unionPath: union.scopePath });
  const onBehalf = tx.viewer.personId !== member.id;
  const evidenceRef = input.evidenceRef?.trim() || null;
  refuseIf(
    onBehalf && evidenceRef === null,
    'CONSENT_REQUIRED',
    'Applying for somebody else needs their written wish. Say where it is kept.',
    { field: 'evidenceRef' },
  );
  refuseIf(
    isMember(member.membershipStatus),
    'MEMBERSHIP_EXISTS',
    'This person is a member of a union already. They can ask for a transfer there.',
    { rule: 'ORG-INV-2' },
  );
  refuseDead(member, 'memberId');
  const application = await insertRow(tx.db, MembershipApplication, {
    id: newId(),
    memberId: member.id,
    unionId: union.id,
    status: 'SUBMITTED',
    submittedById: tx.viewer.personId as string,
    submittedAt: tx.now,
    evidenceRef,
    decidedById: null,
    decidedAt: null,
    reason: null,
    version: 1,
  });
  await changeMember(tx, member, { scopePath: union.scopePath, ...learnedFrom(member, input) });
  return { application };
}
