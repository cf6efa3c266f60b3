import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

const isDepartment = (viewer: Viewer): boolean => viewer.personId !== null && inScope(viewer, '/city/', 'CITY_DEPT');

/** Who may do what with client applications; that a program publishes the operations of its own one is a rule there (`publishOperations.ts`). */
export const clientApplicationPolicy = definePolicy<null>()({
  registerClient: isDepartment,
  changeClient: isDepartment,
});
