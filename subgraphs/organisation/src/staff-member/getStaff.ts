import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { StaffMember } from './StaffMember.ts';
import { readsStaff } from './scope.ts';

/**
 * A member of the staff, locked for a change. `NOT_FOUND` outside the viewer's part of the tree, but for those on public duty, whom everybody reads: the
 * policy of the act is asked next.
 */
export const getStaff = (tx: Tx, id: string, expectedVersion?: number): Promise<StaffMember> =>
  getForUpdate(tx, StaffMember, id, {
    what: 'member of the staff',
    visible: readsStaff,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
