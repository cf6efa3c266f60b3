import type { DocumentNode } from 'graphql';
import { type Admission, type AdmissionRefusal, admit } from '../agreements/admit.ts';
import type { AgreementState, AgreementStateSource } from '../agreements/agreementState.ts';
import type { Generation } from '../generations/graph.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { toEarlyRefusal } from './checkOperation.ts';
import type { CheckDocument } from './documentCheck.ts';
import type { ViewFor } from './partnerViews.ts';

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

/** Checks an admission again. Returns the refusal of a request whose agreement has ended or changed since; null when it may continue. */
export type RecheckAdmission = (
  generation: Generation,
  partner: Admission,
  document: DocumentNode,
) => Promise<EarlyRefusal | null>;

/** A new admission has another partner schema, when emergency stops have changed, so the document is checked against it. */
export const createAdmissionRecheck =
  (source: AgreementStateSource, viewFor: ViewFor, checkDocument: CheckDocument): RecheckAdmission =>
  async (generation, partner, document) => {
    const admitted = await readmit(source, partner);
    if ('code' in admitted) return { status: admitted.code === 'DEPENDENCY_UNAVAILABLE' ? 503 : 403, ...admitted };
    if (admitted === partner) return null;
    const { refusal } = checkDocument(viewFor(generation, admitted).schema, document);
    return refusal && toEarlyRefusal(refusal);
  };
