import { memberCorrected } from '@union-graph/events';
import { assertTransition, checkedText, insertRow, newId, type Tx } from '@union-graph/subgraph';
import { changeMember } from '../member/changeMember.ts';
import { getMember } from '../member/getMember.ts';
import type { Member } from '../member/Member.ts';
import { MemberCorrection } from '../member/MemberCorrection.ts';
import { MEMBERSHIP_TRANSITIONS } from '../member/rules.ts';
import type { WithdrawDeathInput } from '../schema.gen.ts';
import { membershipPolicy } from './policy.ts';

/** What a correction says of a death that was taken back. */
const FIELDS: readonly (keyof Member)[] = ['membershipStatus', 'diedOn'];

/**
 * Takes back a death that was recorded of the wrong person: the record is that of somebody alive again, and the other services hear it as they heard of
 * the death. What had ended with the death stays ended, as others may have built on that; it is begun anew.
 */
export async function withdrawDeath(tx: Tx, input: WithdrawDeathInput): Promise<{ member: Member }> {
  const member = await getMember(tx, input.memberId, input.expectedVersion);
  membershipPolicy.authorise(tx.viewer, 'withdrawDeath', { member, unionPath: member.scopePath });
  // A living person's record leads to NONE from nowhere.
  assertTransition(MEMBERSHIP_TRANSITIONS, 'membership', member.membershipStatus, 'NONE');
  const reason = checkedText(input.reason, 'reason', 500, 2);
  const evidenceRef = checkedText(input.evidenceRef, 'evidenceRef', 300);
  const living = await changeMember(tx, member, { membershipStatus: 'NONE', diedOn: null });
  await insertRow(tx.db, MemberCorrection, {
    id: newId(),
    memberId: member.id,
    fields: [...FIELDS],
    before: { membershipStatus: member.membershipStatus, diedOn: member.diedOn },
    after: { membershipStatus: living.membershipStatus, diedOn: living.diedOn },
    reason,
    evidenceRef,
    correctedById: tx.viewer.personId as string,
    correctedAt: tx.now,
  });
  await tx.publish(memberCorrected, { id: member.id, version: living.version }, { memberId: member.id, fields: [...FIELDS] });
  return { member: living };
}
