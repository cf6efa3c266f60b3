import { hasRole, inScope, READERS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { definePolicy, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import type { Registration } from './Registration.ts';

/** Who registers others, each members of their own part of the tree, with a record of everybody's acceptance (S-72). */
export const REGISTRARS: readonly Role[] = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'INDUSTRY_ADMIN',
  'BUREAU_ADMIN',
];

type Row = Pick<Registration, 'memberId' | 'registeredBy' | 'scopePath'>;

const isOwn = (viewer: Viewer, { memberId }: Pick<Row, 'memberId'>): boolean =>
  viewer.personId === memberId && hasRole(viewer, 'MEMBER');
const manages = (viewer: Viewer, { scopePath }: Row): boolean => inScope(viewer, scopePath, 'VENUE_MANAGER');
const hasMade = (viewer: Viewer, { registeredBy }: Row): boolean =>
  viewer.personId === registeredBy && hasRole(viewer, ...REGISTRARS);

/** Who may do what with a registration. For a new one, the row is the one about to be made. */
export const registrationPolicy = definePolicy<Row>()({
  registerForEvent: isOwn,
  registerOthers: (viewer) => hasRole(viewer, ...REGISTRARS),
  cancelRegistration: (viewer, row) => isOwn(viewer, row) || hasMade(viewer, row) || manages(viewer, row),
});

/** Whether the viewer may see a registration: their own, one that they made, or at a venue they manage (VEN-INV-9). */
export const seesRegistration = (viewer: Viewer, row: Row): boolean =>
  viewer.personId === row.memberId ||
  viewer.personId === row.registeredBy ||
  inScope(viewer, row.scopePath, ...READERS.booking.inScope);

/** The same rule as a condition in SQL, for a table under an alias. */
export const registrationScope = (viewer: Viewer, alias: string): Sql =>
  sql`(${raw(alias)}.member_id = ${viewer.personId}::uuid or ${raw(alias)}.registered_by = ${viewer.personId}::uuid
    or ${underPaths(raw(`${alias}.scope_path`), scopePaths(viewer, ...READERS.booking.inScope))})`;
