import { hasRole } from '@union-graph/identity';
import { civilDay, columns, empty, forbidden, isId, type PageSource, raw, sql } from '@union-graph/subgraph';
import type { QueryStaffMembersArgs } from '../schema.gen.ts';
import { StaffMember } from './StaffMember.ts';
import { STAFF_READERS, staffScope } from './scope.ts';

type Filter = Pick<QueryStaffMembersArgs, 'unionId' | 'role' | 'status'>;

/** The staff of the viewer's part of the tree, by name; `FORBIDDEN` to those whose work does not need it. */
export const staffMembers: PageSource<StaffMember, Filter> = {
  name: 'staffMembers',
  select: ({ unionId, role, status }, { viewer, now }) => {
    if (!hasRole(viewer, ...STAFF_READERS))
      throw forbidden(viewer, 'The register of the staff is for those who administer it or send work to it.', {
        kind: 'role',
        anyOf: STAFF_READERS,
      });
    const today = civilDay(now);
    return sql`select ${columns(StaffMember, 's')} from staff_member s where ${staffScope(viewer, 's')}
      ${
        unionId == null
          ? empty
          : isId(unionId)
            ? sql`and (s.union_id = ${unionId} or exists (select from staff_assignment a
        where a.staff_member_id = s.id and a.union_id = ${unionId} and ${today}::date between a.from_day and coalesce(a.to_day, 'infinity')))`
            : raw('and false')
      }
      ${role ? sql`and s.role = ${role}` : empty} ${status ? sql`and s.status = ${status}` : empty}`;
  },
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
