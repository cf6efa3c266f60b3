import { staffListed } from '@union-graph/events';
import { nameHash, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { StaffMember } from './StaffMember.ts';

/** Tells other services that somebody is on the register of staff, where, since when, and whether they have left, or died by the worker's record of the same id. */
export async function publishStaffListed(tx: Tx, staff: StaffMember): Promise<void> {
  const { role, scopePath, nameZh, status, hiredAt } = staff;
  const dead = await rows(tx.db, sql`select from member m where m.id = ${staff.id} and m.membership_status = 'DECEASED'`);
  const hasLeft = status === 'LEFT' || dead.length > 0;
  await tx.publish(staffListed, staff, { role, scopePath, nameHash: nameHash(nameZh), hasLeft, hiredOn: hiredAt });
}

/** Tells that a worker who has died works on the staff no more, if they did. Their work is ended by `endStaff`, which wants their contact points handed over. */
export async function tellDeadStaff(tx: Tx, id: string): Promise<void> {
  const staff = await tx.db.findOne(StaffMember, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (staff && staff.status !== 'LEFT') await publishStaffListed(tx, await updateRow(tx.db, StaffMember, staff, {}));
}
