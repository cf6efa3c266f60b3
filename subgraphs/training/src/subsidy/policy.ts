import { hasRole, inScope, type Role } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { SubsidyStatus } from './rules.ts';
import type { SubsidyApplication } from './SubsidyApplication.ts';

type Applied = Pick<SubsidyApplication, 'memberId' | 'scopePath' | 'status'>;

const DECIDERS: readonly Role[] = ['DISTRICT_ADMIN', 'CITY_DEPT'];

/** Whose turn it is to reject. In other states nobody can, which is the state machine's to say. */
const REJECTERS: Partial<Record<SubsidyStatus, readonly Role[]>> = { SUBMITTED: ['DISTRICT_ADMIN'], VERIFIED: ['CITY_DEPT'] };

/** Who may do what about subsidy applications (domain rule 2.3.2: the member submits, the district verifies, the city approves). */
export const subsidyPolicy = definePolicy<Applied>()({
  applyForSubsidy: (viewer, { memberId }) => viewer.personId === memberId && hasRole(viewer, 'MEMBER'),
  VERIFY: (viewer, { scopePath }) => inScope(viewer, scopePath, 'DISTRICT_ADMIN'),
  APPROVE: (viewer, { scopePath }) => inScope(viewer, scopePath, 'CITY_DEPT'),
  REJECT: (viewer, { scopePath, status }) => inScope(viewer, scopePath, ...(REJECTERS[status] ?? DECIDERS)),
  retryPayment: (viewer, { scopePath }) => inScope(viewer, scopePath, 'CITY_DEPT'),
});
