import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';
import type { DegreeProgramme } from './DegreeProgramme.ts';

/** Who may do what about the degree plan's programmes (domain rule 2.3.2: the city department sponsors, and sets the score lines). */
export const degreeProgrammePolicy = definePolicy<Pick<DegreeProgramme, 'id'>>()({
  setScoreLine: (viewer) => viewer.personId !== null && inScope(viewer, WHOLE_CITY, 'CITY_DEPT'),
});
