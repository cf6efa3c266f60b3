import { inScope, READERS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import type { StaffMember } from './StaffMember.ts';

/** The roles that work with the records of the staff, each inside its own part of the union tree. */
export const STAFF_READERS: readonly Role[] = READERS.staffMember.inScope;

/** Whether the viewer is this person or works above them. */
export const seesStaff = (viewer: Viewer, { id, scopePath }: Pick<StaffMember, 'id' | 'scopePath'>): boolean =>
  viewer.personId === id || inScope(viewer, scopePath, ...STAFF_READERS);

/** Whether the viewer reads this person: as {@link seesStaff}, or because they are on public duty. */
export const readsStaff = (viewer: Viewer, row: Pick<StaffMember, 'id' | 'scopePath' | 'onPublicDuty'>): boolean =>
  row.onPublicDuty || seesStaff(viewer, row);

/** The rule of {@link seesStaff} as a condition on the table `staff_member` under an alias. */
export const staffScope = (viewer: Viewer, alias: string): Sql =>
  sql`(${raw(alias)}.id = ${viewer.personId}::uuid or ${underPaths(raw(`${alias}.scope_path`), scopePaths(viewer, ...STAFF_READERS))})`;
