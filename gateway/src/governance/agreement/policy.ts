import { hasRole, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

const holds =
  (...roles: Role[]) =>
  (viewer: Viewer): boolean =>
    viewer.personId !== null && hasRole(viewer, ...roles);

/** Who may do what with agreements (domain rule 2.7); the stewards of a subgraph are looked up where fields are decided. */
export const agreementPolicy = definePolicy<null>()({
  draftSharingAgreement: holds('SOCIAL_DEPT'),
  approveSharingAgreement: holds('PRIVACY_OFFICER'),
  signSharingAgreement: holds('SOCIAL_DEPT'),
  suspendSharingAgreement: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  resumeSharingAgreement: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  revokeSharingAgreement: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  confirmDeletion: holds('SOCIAL_DEPT'),
});
