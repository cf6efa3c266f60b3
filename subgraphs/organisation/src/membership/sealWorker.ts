import { identityHash, identityHashKey, isIdentityNumber, maskIdentity, maskPhone } from '@union-graph/identity';
import { checkedNumber, checkedText, Refusal, requireIds } from '@union-graph/subgraph';
import type { ApplyForMembershipInput, NewWorkerInput } from '../schema.gen.ts';

/** A new worker as the service works with one: of the numbers only what may be kept. */
export interface SealedWorker extends Omit<NewWorkerInput, 'identityNumber' | 'phone'> {
  readonly identityHash: string;
  readonly identityMasked: string;
  readonly phoneMasked: string | null;
}

export interface SealedApplication extends Omit<ApplyForMembershipInput, 'person'> {
  readonly person: SealedWorker | null;
}

const YEARS = [1900, 2100] as const;
/** Fifty years. */
const LONGEST_TERM = 600;

/**
 * Takes the plain numbers out of an application before anything else happens, so that neither a stored row, nor the
 * fingerprint kept of a request, nor a log can hold them. `BAD_USER_INPUT` for an identity number that cannot be one, and for
 * what else cannot be said of a person.
 */
export function sealApplication({ person, ...application }: ApplyForMembershipInput): SealedApplication {
  if (!person) return { ...application, person: null };
  const { identityNumber, phone, ...worker } = person;
  if (!isIdentityNumber(identityNumber)) {
    throw new Refusal('BAD_USER_INPUT', 'The identity number is not one: 18 characters with a right check digit are needed.', {
      field: 'person.identityNumber',
    });
  }
  return {
    ...application,
    person: {
      ...worker,
      ...checked(worker),
      identityHash: identityHash(identityNumber, identityHashKey(process.env)),
      identityMasked: maskIdentity(identityNumber),
      phoneMasked: phone ? maskPhone(phone) : null,
    },
  };
}

function checked({ nameZh, email, birthYear, contractTermMonths, employerId }: Omit<NewWorkerInput, 'identityNumber' | 'phone'>) {
  if (birthYear != null) checkedNumber(birthYear, 'birthYear', YEARS);
  if (contractTermMonths != null) checkedNumber(contractTermMonths, 'contractTermMonths', [1, LONGEST_TERM]);
  requireIds({ employerId });
  return { nameZh: checkedText(nameZh, 'nameZh', 60), email: email == null ? null : checkedText(email, 'email', 200) };
}
