import type { OfSomeRows } from '@union-graph/testing';

/** Members do what is theirs, and leaders what is their studio’s; a district names studios of its own level; the city signs for the federation. */
export const OF_SOME_ROWS: OfSomeRows = {
  commitConversion: ['MEMBER'],
  registerExam: ['MEMBER'],
  withdrawFromStudies: ['JOINT_UNION_OFFICER', 'MEMBER'],
  reviewStudio: ['DISTRICT_ADMIN'],
  nameStudio: ['DISTRICT_ADMIN'],
  addStudioProject: ['MEMBER'],
  recordStudioResult: ['MEMBER'],
  evaluateStudio: ['DISTRICT_ADMIN'],
  decideStudio: ['DISTRICT_ADMIN'],
  signJobReadyCertificate: ['CITY_DEPT'],
};
