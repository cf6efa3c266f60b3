import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Grant {
  readonly scopePath: string;
  readonly lawyerPersonId: string;
}

/** Who does what with a grant of legal aid: the lawyer who acts, and the centre that gave it. */
export const grantPolicy = definePolicy<Grant>()({
  recordLegalAidWork: ({ personId }, { lawyerPersonId }) => personId !== null && personId === lawyerPersonId,
  endLegalAid: (viewer, { scopePath, lawyerPersonId }) =>
    (viewer.personId !== null && viewer.personId === lawyerPersonId) || inScope(viewer, scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT'),
});
