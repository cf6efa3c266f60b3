import { staffListed } from '@union-graph/events';
import { nameHash, rows, sql, type Tx } from '@union-graph/subgraph';
import type { StaffMember } from './StaffMember.ts';

/** Tells other services that somebody is on the register of staff, where, since when, and whether they have left, or died by the worker's record of the same id. */
export async function publishStaffListed(tx: Tx, staff: StaffMember): Promise<void> {
  const { role, scopePath, nameZh, status, hiredAt } = staff;
  const dead = await rows(tx.db, sql`select from member m where m.id = ${staff.id} and m.membership_status = 'DECEASED'`);
  const hasLeft = status === 'LEFT' || dead.length > 0;
  await tx.publish(staffListed, staff, { role, scopePath, nameHash: nameHash(nameZh), hasLeft, hiredOn: hiredAt });
}
