import type { OfSomeRows } from '@union-graph/testing';

/** Purchased projects are the social department’s, incubated ones the foundation’s. */
export const OF_SOME_ROWS: OfSomeRows = {
  openProjectCall: ['SOCIAL_DEPT'],
  applyForProject: ['SOCIAL_DEPT'],
  evaluateProject: ['SOCIAL_DEPT'],
  awardProject: ['SOCIAL_DEPT'],
  signProjectAgreement: ['SOCIAL_DEPT'],
  acceptMilestone: ['SOCIAL_DEPT'],
  closeProject: ['SOCIAL_DEPT'],
  terminateProject: ['SOCIAL_DEPT'],
};
