import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Holder } from '../member/place.ts';

/** Who may do what about a member's certificates (domain rule 2.3.2). */
export const certificatePolicy = definePolicy<Holder>()({
  recordCertificate: (viewer, { memberId, scopePath }) =>
    viewer.personId === memberId || inScope(viewer, scopePath, 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'),
  verifyCertificate: (viewer, { scopePath }) => inScope(viewer, scopePath, 'CITY_DEPT'),
  revokeCertificate: (viewer, { scopePath }) => inScope(viewer, scopePath, 'CITY_DEPT'),
});
