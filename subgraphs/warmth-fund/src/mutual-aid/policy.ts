import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who says what the mutual aid pays. `scopePath` is the city's: there is one plan for all. */
export const planPolicy = definePolicy<{ scopePath: string }>()({
  defineMutualAidPlan: (viewer, { scopePath }) => viewer.personId !== null && inScope(viewer, scopePath, 'CITY_DEPT'),
});
