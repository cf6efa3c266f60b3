import type { OfSomeRows } from '@union-graph/testing';

/** Purchased projects are the social department’s, incubated ones the foundation’s; the unions above account for a union that has ended. */
export const OF_SOME_ROWS: OfSomeRows = {
  accountForServiceCost: ['CITY_DEPT', 'DISTRICT_ADMIN'],
  openProjectCall: ['SOCIAL_DEPT'],
  applyForProject: ['SOCIAL_DEPT'],
  evaluateProject: ['SOCIAL_DEPT'],
  awardProject: ['SOCIAL_DEPT'],
  signProjectAgreement: ['SOCIAL_DEPT'],
  acceptMilestone: ['SOCIAL_DEPT'],
  closeProject: ['SOCIAL_DEPT'],
  terminateProject: ['SOCIAL_DEPT'],
};
