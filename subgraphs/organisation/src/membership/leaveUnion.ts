import { checkedText, type Tx } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';
import type { ExpelMemberInput, LeaveUnionInput } from '../schema.gen.ts';
import { endMembership, takeMember } from './endMembership.ts';

/** Ends an active membership because the member wishes so. */
export async function leaveUnion(tx: Tx, input: LeaveUnionInput): Promise<{ member: Member }> {
  const member = await takeMember(tx, 'leaveUnion', input);
  return { member: await endMembership(tx, member, { membershipStatus: 'LEFT' }) };
}

/** Ends an active membership by a decision of the union, whose record is kept with the change (domain rule 2.1.3). */
export async function expelMember(tx: Tx, input: ExpelMemberInput): Promise<{ member: Member }> {
  const decisionRef = checkedText(input.decisionRef, 'decisionRef', 300);
  const member = await takeMember(tx, 'expelMember', input);
  const expelled = await endMembership(tx, member, { membershipStatus: 'EXPELLED' });
  await tx.db.query('update member set expulsion_ref = $2 where id = $1', [expelled.id, decisionRef]);
  return { member: expelled };
}
