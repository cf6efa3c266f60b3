import { hasRole, inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Whether the viewer is a person with one of the roles for the whole city. */
const isPersonWith =
  (...roles: Role[]) =>
  (viewer: Viewer): boolean =>
    viewer.personId !== null && inScope(viewer, '/city/', ...roles);

/** Whether the viewer is a partner's program. */
const isProgram = (viewer: Viewer): boolean => viewer.kind === 'client' && hasRole(viewer, 'PARTNER');

/** Who may do what with agreements (domain rule 2.7). `decideFields.ts` checks that a steward decides about their own subgraph only. */
export const agreementPolicy = definePolicy<null>()({
  registerPartnerClient: isPersonWith('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  declineSharingRequest: isPersonWith('SOCIAL_DEPT'),
  draftSharingAgreement: isPersonWith('SOCIAL_DEPT'),
  approveSharingAgreement: isPersonWith('PRIVACY_OFFICER'),
  /** `signSharingAgreement.ts` checks that each signs for its own side. */
  signSharingAgreement: (viewer) => isPersonWith('SOCIAL_DEPT')(viewer) || isProgram(viewer),
  suspendSharingAgreement: isPersonWith('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  resumeSharingAgreement: isPersonWith('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  revokeSharingAgreement: isPersonWith('SOCIAL_DEPT', 'PRIVACY_OFFICER'),
  /** The partner itself, or the department on its behalf, with evidence. */
  confirmDeletion: (viewer) => isPersonWith('SOCIAL_DEPT')(viewer) || isProgram(viewer),
});
