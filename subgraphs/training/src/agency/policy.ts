import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** The part of the union tree that is the whole city's. */
export const WHOLE_CITY = '/city/';

/** Who says for which agency somebody acts; nobody says it of themselves. */
export const agencyPolicy = definePolicy<{ readonly personId: string }>()({
  setAgencyDelegate: (viewer, { personId }) =>
    viewer.personId !== null && viewer.personId !== personId && inScope(viewer, WHOLE_CITY, 'CITY_DEPT'),
});
