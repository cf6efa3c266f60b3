import { hasRole, inScope, READERS, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who reads a district's figures: its administrators, the city, those who check, and partners under an agreement. */
export const districtPolicy = definePolicy<{ readonly code: string }>()({
  skillsStats: (viewer: Viewer, { code }) =>
    inScope(viewer, `/city/${code}/`, 'DISTRICT_ADMIN', 'CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER', 'SYSTEM') ||
    hasRole(viewer, 'PARTNER'),
});

/** Whether the viewer reads the enrolments and certificates behind a district's figures; others are told of quarters, small counts withheld (C-20). */
export const countsExactly = (viewer: Viewer, code: string): boolean =>
  inScope(viewer, `/city/${code}/`, ...READERS.enrolment.inScope, 'SYSTEM');
