import { hasRole, inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Row {
  readonly code: string;
}

/** Whether the viewer manages venues of the district, all of them or some. */
const managesSome = (viewer: Viewer, { code }: Row): boolean =>
  viewer.grants.some(({ role, scopePath }) => role === 'VENUE_MANAGER' && scopePath.startsWith(`/city/${code}/`));

/**
 * Whether the viewer reads exact figures of the whole district: who manages all of its venues, and who administers the district or the city, whose
 * own board this is (J-10).
 */
export const readsExactly = (viewer: Viewer, { code }: Row): boolean =>
  inScope(viewer, `/city/${code}/`, 'DISTRICT_ADMIN', 'VENUE_MANAGER', 'CITY_DEPT', 'SYSTEM');

/** Whether the viewer reads figures of the whole district: those, and who checks, by quarters and with small counts withheld (C-20). */
export const readsDistrict = (viewer: Viewer, row: Row): boolean =>
  readsExactly(viewer, row) || inScope(viewer, `/city/${row.code}/`, 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER');

/** Who may read a district's figures. They are counts only (VEN-INV-9). */
export const districtPolicy = definePolicy<Row>()({
  readStats: (viewer, row) => readsDistrict(viewer, row) || managesSome(viewer, row) || hasRole(viewer, 'PARTNER'),
  readUsage: (viewer, row) => readsDistrict(viewer, row) || managesSome(viewer, row),
});
