import { type Admission, type AdmissionRefusal, admit } from '../agreements/admit.ts';
import type { AgreementState, AgreementStateSource } from '../agreements/agreementState.ts';

type Ended = AdmissionRefusal | { readonly code: 'DEPENDENCY_UNAVAILABLE'; readonly message: string };

/**
 * Looks again whether a request that was let in may go on: its body can come long after its head, and its answer long after both. Gives the
 * same admission where nothing has changed, a new one where something else has, and why not where its agreement has ended or been changed
 * (GOV-INV-5 asks less: it speaks of requests that begin later).
 */
export async function stillAdmitted(source: AgreementStateSource, partner: Admission): Promise<Admission | Ended> {
  let agreementState: AgreementState;
  try {
    agreementState = await source.current();
  } catch {
    return { code: 'DEPENDENCY_UNAVAILABLE', message: 'Agreements cannot be looked up now. Try again in a moment.' };
  }
  if (agreementState === partner.agreementState) return partner;
  const { agreement, viewer, now } = partner;
  const entered = admit(agreementState, viewer, viewer.agreement?.purpose, now);
  if ('code' in entered) return entered;
  const { id, version, fieldsHash } = entered.agreement;
  const isSame = id === agreement.id && version === agreement.version && fieldsHash === agreement.fieldsHash;
  return isSame ? entered : { code: 'AGREEMENT_INACTIVE', message: 'Your agreement has changed meanwhile. Ask again.' };
}
