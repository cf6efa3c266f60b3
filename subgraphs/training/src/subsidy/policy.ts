import { hasRole, inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { SubsidyApplication } from './SubsidyApplication.ts';

type Applied = Pick<SubsidyApplication, 'memberId' | 'scopePath' | 'status'>;

/** Who may do what about subsidy applications (domain rule 2.3.2: the member submits, the district verifies, the city approves). */
export const subsidyPolicy = definePolicy<Applied>()({
  applyForSubsidy: (viewer, { memberId }) => viewer.personId === memberId && hasRole(viewer, 'MEMBER'),
  VERIFY: (viewer, { scopePath }) => inScope(viewer, scopePath, 'DISTRICT_ADMIN'),
  APPROVE: (viewer, { scopePath }) => inScope(viewer, scopePath, 'CITY_DEPT'),
  // Either rejects at its own turn; which states can be rejected at all is the state machine's to say.
  REJECT: (viewer, { scopePath, status }) =>
    inScope(
      viewer,
      scopePath,
      ...(status === 'SUBMITTED'
        ? (['DISTRICT_ADMIN'] as const)
        : status === 'VERIFIED'
          ? (['CITY_DEPT'] as const)
          : (['DISTRICT_ADMIN', 'CITY_DEPT'] as const)),
    ),
  retryPayment: (viewer, { scopePath }) => inScope(viewer, scopePath, 'CITY_DEPT'),
});
