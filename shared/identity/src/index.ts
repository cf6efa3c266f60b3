export {
  genderOfMask,
  IDENTITY_FAULTS,
  type IdentityFacts,
  type IdentityFault,
  identityCheckDigit,
  identityHash,
  identityHashKey,
  identityKeyFaults,
  identityProof,
  looksLikeIdentityNumber,
  MADE_UP_YEAR,
  maskIdentity,
  maskPhone,
  personalNumberIn,
  readIdentityNumber,
} from './identityNumber.ts';
export { isMissingKind, type Missing, missingRight, sayMissing } from './missing.ts';
export {
  createPassportSigner,
  createPassportVerifier,
  PassportError,
  type PassportSigner,
  type PassportVerifier,
} from './passport.ts';
export { READERS, type Readers } from './readers.ts';
export { ROLES, type Role, STAFF_ROLES } from './roles.ts';
export { mayBeSecret, SHORTEST_SECRET } from './secret.ts';
export {
  type AgreementTerms,
  ANONYMOUS,
  type Grant,
  hasRole,
  inScope,
  readsAsPartner,
  scopePaths,
  serviceViewer,
  type Viewer,
} from './viewer.ts';
