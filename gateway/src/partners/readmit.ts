import { type Admission, type AdmissionRefusal, admit } from '../agreements/admit.ts';
import type { AgreementState, AgreementStateSource } from '../agreements/agreementState.ts';

type RefusedAdmission = AdmissionRefusal | { readonly code: 'DEPENDENCY_UNAVAILABLE'; readonly message: string };

/**
 * Checks an admission again: the body may arrive long after the headers, and the response is sent later still. Returns the same admission when
 * the agreement state is unchanged, a new one when only other agreements or stops have changed, and a refusal when its own agreement has
 * changed or ended. GOV-INV-5 requires this only for later requests.
 */
export async function readmit(source: AgreementStateSource, partner: Admission): Promise<Admission | RefusedAdmission> {
  let agreementState: AgreementState;
  try {
    agreementState = await source.current();
  } catch {
    return { code: 'DEPENDENCY_UNAVAILABLE', message: 'Agreements cannot be looked up now. Try again in a moment.' };
  }
  if (agreementState === partner.agreementState) return partner;
  const { agreement, viewer, now } = partner;
  const admitted = admit(agreementState, viewer, viewer.agreement?.purpose, now);
  if ('code' in admitted) return admitted;
  const { id, version, fieldsHash } = admitted.agreement;
  const isSame = id === agreement.id && version === agreement.version && fieldsHash === agreement.fieldsHash;
  return isSame
    ? admitted
    : { code: 'AGREEMENT_INACTIVE', message: 'Your agreement has changed during this request. Send it again.' };
}
