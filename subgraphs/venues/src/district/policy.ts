import { hasRole, inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Row {
  readonly code: string;
}

/** Whether the viewer manages venues of the district, all of them or some. */
const managesSome = (viewer: Viewer, { code }: Row): boolean =>
  viewer.grants.some(({ role, scopePath }) => role === 'VENUE_MANAGER' && scopePath.startsWith(`/city/${code}/`));

/** Whether the viewer reads exact figures of the whole district: for staff of the district and the city, and who manages all of its venues. */
export const readsExactly = (viewer: Viewer, { code }: Row): boolean =>
  inScope(viewer, `/city/${code}/`, 'DISTRICT_ADMIN', 'VENUE_MANAGER') ||
  hasRole(viewer, 'CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER', 'SYSTEM');

/** Who may read a district's figures. They are counts only (VEN-INV-9). */
export const districtPolicy = definePolicy<Row>()({
  readStats: (viewer, row) => readsExactly(viewer, row) || managesSome(viewer, row) || hasRole(viewer, 'PARTNER'),
  readUsage: (viewer, row) => readsExactly(viewer, row) || managesSome(viewer, row),
});
