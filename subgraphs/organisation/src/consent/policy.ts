import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';

/** Who may do what about a worker's consent: staff may take it on paper, only the worker takes it back (PIPL art. 15). */
export const consentPolicy = definePolicy<Member>()({
  giveConsent: (viewer, { id, scopePath }) =>
    viewer.personId === id ||
    inScope(viewer, scopePath, 'STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'),
  withdrawConsent: (viewer, { id }) => viewer.personId === id,
});
