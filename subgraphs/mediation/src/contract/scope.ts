import { inScope, type Viewer } from '@union-graph/identity';
import type { CollectiveContract } from './CollectiveContract.ts';
import { pathOfSpeaker } from './policy.ts';
import { contractStatus, isPublic } from './rules.ts';

/** Public once it was in force; before that for the staff around the workers' side, and the linked parties. */
export const seesContract = (viewer: Viewer, contract: CollectiveContract, on: string): boolean =>
  isPublic(contractStatus(contract, on)) ||
  inScope(viewer, contract.scopePath, 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT') ||
  inScope(viewer, contract.scopePath, 'LINKED_PARTY', 'WAGE_INSTRUCTOR', 'AUDITOR') ||
  pathOfSpeaker(viewer, contract.workersSideId) !== null;
