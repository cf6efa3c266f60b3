import { hasRole, type Role, type Viewer } from '@union-graph/identity';
import { Refusal } from '@union-graph/subgraph';

const READERS: readonly Role[] = [
  'SOCIAL_DEPT',
  'CITY_DEPT',
  'DISTRICT_ADMIN',
  'FUND_CASEWORKER',
  'FUND_APPROVER',
  'FUND_ACCOUNTANT',
  'AUDITOR',
];

/** Where a project works and how far it is: for those who look after projects. Throws `FORBIDDEN` for others. */
export function authoriseProjectWork(viewer: Viewer): void {
  if (!hasRole(viewer, ...READERS))
    throw new Refusal('FORBIDDEN', "A project's state and districts are open to the departments that look after projects.");
}
