import { hasRole, inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';

/** Who sets up programmes, and who reads what they cost. */
export const programmePolicy = definePolicy<object>()({
  createProgramme: (viewer) => viewer.personId !== null && inScope(viewer, WHOLE_CITY, 'CITY_DEPT'),
  readBudget: (viewer) => hasRole(viewer, 'CITY_DEPT', 'DISTRICT_ADMIN', 'AUDITOR'),
});
