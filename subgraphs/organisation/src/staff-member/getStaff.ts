import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { StaffMember } from './StaffMember.ts';
import { seesStaff } from './scope.ts';

/** A member of the staff, locked for a change. `NOT_FOUND` outside the viewer's part of the tree, also for those on public duty. */
export const getStaff = (tx: Tx, id: string, expectedVersion?: number): Promise<StaffMember> =>
  getForUpdate(tx, StaffMember, id, {
    what: 'member of the staff',
    visible: seesStaff,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
