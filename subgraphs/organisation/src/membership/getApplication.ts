import { inScope, READERS } from '@union-graph/identity';
import { getForUpdate, isId, notFound, type Tx } from '@union-graph/subgraph';
import { Member } from '../member/Member.ts';
import { Union } from '../union/Union.ts';
import { MembershipApplication } from './MembershipApplication.ts';
import { membershipPolicy } from './policy.ts';

interface ApplicationInput {
  readonly applicationId: string;
  readonly expectedVersion: number;
}

export interface LockedApplication {
  readonly application: MembershipApplication;
  readonly member: Member;
  readonly union: Union;
}

/**
 * An application with its union and worker, all locked in this order. `NOT_FOUND` unless it is the viewer's own, was sent
 * by them, or lies in their part of the tree; `FORBIDDEN` when the verb is not theirs.
 */
export async function getApplication(
  tx: Tx,
  verb: Parameters<typeof membershipPolicy.authorise>[1],
  { applicationId, expectedVersion }: ApplicationInput,
): Promise<LockedApplication> {
  const found = isId(applicationId) ? await tx.db.findOneBy(MembershipApplication, { id: applicationId }) : null;
  if (!found) throw notFound('application', applicationId);
  const all = () => true;
  const union = await getForUpdate(tx, Union, found.unionId, { what: 'union', visible: all });
  const member = await getForUpdate(tx, Member, found.memberId, { what: 'member', visible: all });
  const application = await getForUpdate(tx, MembershipApplication, applicationId, {
    what: 'application',
    visible: (viewer, row) =>
      (viewer.personId !== null && [row.memberId, row.submittedById].includes(viewer.personId)) ||
      inScope(viewer, union.scopePath, ...READERS.membershipApplication.inScope),
    expectedVersion,
  });
  membershipPolicy.authorise(tx.viewer, verb, { member, unionPath: union.scopePath, submittedById: application.submittedById });
  return { application, member, union };
}
