import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** A home as its policy sees it: by the path of the union that runs it. */
export interface HomeMatter {
  readonly unionPath: string;
}

/** The union's officer, or an administrator above it. */
const runs = (viewer: Viewer, { unionPath }: HomeMatter): boolean =>
  viewer.personId !== null &&
  inScope(viewer, unionPath, 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN');

/** Who may do what with a Worker's Home (domain rule 2.1.3: the base union assesses, the city reviews). */
export const homePolicy = definePolicy<HomeMatter>()({
  registerHome: runs,
  beginHomeBuilding: runs,
  submitHomeAssessment: runs,
  recordHomeMechanism: runs,
  reviewHome: (viewer, { unionPath }) => viewer.personId !== null && inScope(viewer, unionPath, 'CITY_DEPT'),
});
