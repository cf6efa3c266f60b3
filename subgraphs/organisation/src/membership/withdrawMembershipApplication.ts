import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import type { WithdrawMembershipApplicationInput } from '../schema.gen.ts';
import { getApplication } from './getApplication.ts';
import { MembershipApplication } from './MembershipApplication.ts';
import { APPLICATION_TRANSITIONS } from './rules.ts';
import { sendHome } from './sendHome.ts';

/** Takes an open application back; the worker's record goes back to the district they live in. */
export async function withdrawMembershipApplication(
  tx: Tx,
  input: WithdrawMembershipApplicationInput,
): Promise<{ application: MembershipApplication }> {
  const { application, member } = await getApplication(tx, 'withdrawMembershipApplication', input);
  assertTransition(APPLICATION_TRANSITIONS, 'application', application.status, 'WITHDRAWN');
  await sendHome(tx, member);
  return { application: await updateRow(tx.db, MembershipApplication, application, { status: 'WITHDRAWN' }) };
}
