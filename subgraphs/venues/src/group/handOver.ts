import { refuseEnded, refuseIf, requireIds, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { assertNotSuspended } from '../booking/buyer.ts';
import { lockMember } from '../booking/locks.ts';
import { refuseDead } from '../member/place.ts';
import type { AcceptGroupInput, HandOverGroupInput } from '../schema.gen.ts';
import { FitnessGroup } from './FitnessGroup.ts';
import { getGroup } from './getGroup.ts';
import { assertFewGroups } from './leadership.ts';
import { groupPolicy } from './policy.ts';

/**
 * Hands a group over to another member, who leads it once they accept; where the leader is gone, a venue's manager does it, and after a death also
 * who asks for the leader's union. Whether there is such a member is not told to who may read none: whoever is named accepts, or nobody does.
 */
export async function handOverGroup(tx: Tx, input: HandOverGroupInput): Promise<{ group: FitnessGroup }> {
  const group = await getGroup(tx, input.groupId, input.expectedVersion);
  groupPolicy.authorise(tx.viewer, 'handOverGroup', group);
  requireIds({ memberId: input.memberId });
  const nextLeaderId = input.memberId.toLowerCase();
  await refuseEnded(tx, [nextLeaderId], 'memberId');
  // The word of a death waits for this, or this for it: nobody who has died stays the next leader.
  await lockMember(tx, nextLeaderId);
  await refuseDead(tx, [nextLeaderId], 'memberId');
  return { group: await updateRow(tx.db, FitnessGroup, group, { nextLeaderId }) };
}

/** The next leader takes the group: its times to come are theirs from now on. */
export async function acceptGroup(tx: Tx, input: AcceptGroupInput): Promise<{ group: FitnessGroup }> {
  const before = await getGroup(tx, input.groupId, input.expectedVersion);
  refuseIf(before.nextLeaderId === null, 'INVALID_TRANSITION', 'Nobody has handed the group over.');
  groupPolicy.authorise(tx.viewer, 'acceptGroup', before);
  const leaderId = before.nextLeaderId as string;
  await lockMember(tx, leaderId);
  await refuseDead(tx, [leaderId]);
  await assertNotSuspended(tx, leaderId);
  await assertFewGroups(tx, leaderId);
  const group = await updateRow(tx.db, FitnessGroup, before, {
    ...{ leaderId, nextLeaderId: null, vacantSince: null, vacantPath: null },
  });
  await rows(
    tx.db,
    sql`update booking b set member_id = ${leaderId}, leaderless = false, version = b.version + 1 from recurring_booking r
    where r.group_id = ${group.id} and b.recurring_id = r.id and b.status = 'CONFIRMED' and b.end_at > ${tx.now}`,
  );
  return { group };
}
