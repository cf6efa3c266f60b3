import { staffListed } from '@union-graph/events';
import { nameHash, type Tx } from '@union-graph/subgraph';
import type { StaffMember } from './StaffMember.ts';

/** Tells other services that somebody is on the register of staff, where, since when, and whether they have left. */
export const publishStaffListed = (tx: Tx, staff: StaffMember): Promise<void> => {
  const { role, scopePath, nameZh, status, hiredAt } = staff;
  const hasLeft = status === 'LEFT';
  return tx.publish(staffListed, staff, { role, scopePath, nameHash: nameHash(nameZh), hasLeft, hiredOn: hiredAt });
};
