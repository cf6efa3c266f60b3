import { hasRole } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who sets up programmes, and who reads what they cost. */
export const programmePolicy = definePolicy<object>()({
  createProgramme: (viewer) => viewer.personId !== null && hasRole(viewer, 'CITY_DEPT'),
  readBudget: (viewer) => hasRole(viewer, 'CITY_DEPT', 'DISTRICT_ADMIN', 'AUDITOR'),
});
