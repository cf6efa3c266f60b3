import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

const CITY = '/city/';

/** Who keeps the register of screens and leads campaigns on them: the departments of the city federation (2.4.2). */
export const screenPolicy = definePolicy<object>()({
  manageScreens: (viewer) => inScope(viewer, CITY, 'CITY_DEPT'),
  readFiles: (viewer) => inScope(viewer, CITY, 'CITY_DEPT', 'AUDITOR'),
});
