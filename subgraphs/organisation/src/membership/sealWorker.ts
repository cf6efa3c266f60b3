import { identityHash, identityHashKey, isIdentityNumber, maskIdentity, maskPhone } from '@union-graph/identity';
import { Refusal } from '@union-graph/subgraph';
import type { ApplyForMembershipInput, NewWorkerInput } from '../schema.gen.ts';

const key = identityHashKey(process.env);

/** A new worker as the service works with one: of the numbers only what may be kept. */
export interface SealedWorker extends Omit<NewWorkerInput, 'identityNumber' | 'phone'> {
  readonly identityHash: string;
  readonly identityMasked: string;
  readonly phoneMasked: string | null;
}

export interface SealedApplication extends Omit<ApplyForMembershipInput, 'person'> {
  readonly person: SealedWorker | null;
}

/**
 * Takes the plain numbers out of an application before anything else happens, so that neither a stored row, nor the
 * fingerprint kept of a request, nor a log can hold them. `BAD_USER_INPUT` for an identity number that cannot be one.
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
      identityHash: identityHash(identityNumber, key),
      identityMasked: maskIdentity(identityNumber),
      phoneMasked: phone ? maskPhone(phone) : null,
    },
  };
}
