import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Union } from '../union/Union.ts';

/** The union's own officer, or the administrator of its district. */
const runs = (viewer: Viewer, { scopePath }: Pick<Union, 'scopePath'>): boolean =>
  viewer.personId !== null && inScope(viewer, scopePath, 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN');

/** Who keeps the list of a joint union's functions (S-27). */
export const jointUnionPolicy = definePolicy<Pick<Union, 'scopePath'>>()({
  setUnionFunction: runs,
  recordUnionActivity: runs,
});
