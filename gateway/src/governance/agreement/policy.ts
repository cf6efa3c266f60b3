import { hasRole, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

const holds =
  (...roles: Role[]) =>
  (viewer: Viewer): boolean =>
    viewer.personId !== null && hasRole(viewer, ...roles);

/** Whether a partner's own program asks. */
const isProgram = (viewer: Viewer): boolean => viewer.kind === 'client' && hasRole(viewer, 'PARTNER');

/** Who may do what with agreements (domain rule 2.7); the stewards of a subgraph are looked up where fields are decided. */
export const agreementPolicy = definePolicy<null>()({
  registerPartnerClient: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  declineSharingRequest: holds('SOCIAL_DEPT'),
  draftSharingAgreement: holds('SOCIAL_DEPT'),
  approveSharingAgreement: holds('PRIVACY_OFFICER'),
  /** That each signs for its own side is a rule of its own. */
  signSharingAgreement: (viewer) => holds('SOCIAL_DEPT')(viewer) || isProgram(viewer),
  suspendSharingAgreement: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  resumeSharingAgreement: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  revokeSharingAgreement: holds('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  /** The partner of the agreement itself; the department on its behalf, with evidence. */
  confirmDeletion: (viewer) => holds('SOCIAL_DEPT')(viewer) || isProgram(viewer),
});
