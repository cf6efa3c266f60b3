import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import type { ReviewMembershipInput } from '../schema.gen.ts';
import { getApplication } from './getApplication.ts';
import { MembershipApplication } from './MembershipApplication.ts';
import { APPLICATION_TRANSITIONS } from './rules.ts';

/** Takes an application up for review. */
export async function reviewMembership(tx: Tx, input: ReviewMembershipInput): Promise<{ application: MembershipApplication }> {
  const { application } = await getApplication(tx, 'reviewMembership', input);
  assertTransition(APPLICATION_TRANSITIONS, 'application', application.status, 'UNDER_REVIEW');
  return { application: await updateRow(tx.db, MembershipApplication, application, { status: 'UNDER_REVIEW' }) };
}
