import { assertTransition, checkedText, type Tx } from '@union-graph/subgraph';
import { changeMember } from '../member/changeMember.ts';
import { getMember } from '../member/getMember.ts';
import { keepCorrection } from '../member/keepCorrection.ts';
import type { Member } from '../member/Member.ts';
import { MEMBERSHIP_TRANSITIONS } from '../member/rules.ts';
import type { WithdrawDeathInput } from '../schema.gen.ts';
import { membershipPolicy } from './policy.ts';

/**
 * Takes back a death that was recorded of the wrong person: the person is alive on record again, and the other services are told by the same event as
 * of the death. What ended with the death stays ended, because others may have relied on it; the person begins it anew.
 */
export async function withdrawDeath(tx: Tx, input: WithdrawDeathInput): Promise<{ member: Member }> {
  const member = await getMember(tx, input.memberId, input.expectedVersion);
  membershipPolicy.authorise(tx.viewer, 'withdrawDeath', { member, unionPath: member.scopePath });
  // Only a recorded death leads to NONE.
  assertTransition(MEMBERSHIP_TRANSITIONS, 'membership', member.membershipStatus, 'NONE');
  const reason = checkedText(input.reason, 'reason', 500, 2);
  const evidenceRef = checkedText(input.evidenceRef, 'evidenceRef', 300);
  const living = await changeMember(tx, member, { membershipStatus: 'NONE', diedOn: null, deathMergeId: null });
  await keepCorrection(tx, { before: member, after: living, fields: ['membershipStatus', 'diedOn'], reason, evidenceRef });
  return { member: living };
}
