import { hasRole, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

const holds =
  (...roles: Role[]) =>
  (viewer: Viewer): boolean =>
    viewer.personId !== null && hasRole(viewer, ...roles);

/** Who may do what with agreements (domain rule 2.7); the stewards of a subgraph are looked up where fields are decided. */
export const agreementPolicy = definePolicy<null>()({
  registerPartnerClient: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  declineSharingRequest: holds('SOCIAL_DEPT'),
  draftSharingAgreement: holds('SOCIAL_DEPT'),
  approveSharingAgreement: holds('PRIVACY_OFFICER'),
  /** That each signs for its own side is a rule of its own. */
  signSharingAgreement: (viewer) => holds('SOCIAL_DEPT')(viewer) || (viewer.kind === 'client' && hasRole(viewer, 'PARTNER')),
  suspendSharingAgreement: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  resumeSharingAgreement: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  revokeSharingAgreement: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  confirmDeletion: holds('SOCIAL_DEPT'),
});
