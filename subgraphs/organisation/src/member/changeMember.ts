import { type Tx, updateRow } from '@union-graph/subgraph';
import { Member } from './Member.ts';
import { publishMemberListed } from './publishMemberListed.ts';

/**
 * Changes a worker's record, which must be locked, and tells the other services what it says from then on. Every act that changes a record
 * does it here, so that no copy of where a worker is stays behind. Gives the record as it is now; `VERSION_CONFLICT` where it changed meanwhile.
 */
export async function changeMember(tx: Tx, member: Member, changes: Partial<Member>): Promise<Member> {
  const changed = await updateRow(tx.db, Member, member, changes);
  await publishMemberListed(tx, changed);
  return changed;
}
