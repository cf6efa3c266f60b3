import { identityHash, identityHashKey, maskIdentity, maskPhone } from '@union-graph/identity';
import { checkedEmail, checkedNumber, checkedPersonName, civilDay, refuseIf, requireIds } from '@union-graph/subgraph';
import { checkedIdentity, keptFacts, refuseContradiction, refuseYear } from '../member/identity.ts';
import { WITHOUT_EMPLOYER } from '../member/rules.ts';
import type { ApplyForMembershipInput, Gender, NewWorkerInput } from '../schema.gen.ts';

/** A new worker as the service works with one: of the numbers only what may be kept. */
export interface SealedWorker extends Omit<NewWorkerInput, 'identityNumber' | 'phone' | 'gender' | 'birthYear'> {
  readonly identityHash: string;
  readonly identityMasked: string;
  readonly phoneMasked: string | null;
  readonly gender: Gender;
  readonly birthYear: number | null;
  readonly identityBirthYear: number | null;
}

export interface SealedApplication extends Omit<ApplyForMembershipInput, 'person'> {
  readonly person: SealedWorker | null;
}

/** Fifty years. */
const LONGEST_TERM = 600;

/**
 * Takes the plain numbers out of an application before anything else happens, so that neither a stored row, nor the
 * fingerprint kept of a request, nor a log can hold them. `BAD_USER_INPUT` for an identity number that cannot be one, and for
 * what else cannot be said of a person.
 */
export function sealApplication({ person, ...application }: ApplyForMembershipInput, now: Date): SealedApplication {
  if (!person) return { ...application, person: null };
  const { identityNumber, phone, ...worker } = person;
  const today = civilDay(now);
  const facts = checkedIdentity(identityNumber, today, 'person.identityNumber');
  if (worker.birthYear != null) refuseYear(worker.birthYear, today, 'person.birthYear');
  refuseContradiction(facts, worker, 'person.');
  refuseContradictoryWork(worker);
  const told = keptFacts(facts);
  return {
    ...application,
    person: {
      ...worker,
      ...checked(worker),
      identityHash: identityHash(identityNumber, identityHashKey(process.env)),
      identityMasked: maskIdentity(identityNumber),
      phoneMasked: phone ? maskPhone(phone) : null,
      ...told,
      birthYear: told.identityBirthYear ?? worker.birthYear ?? null,
    },
  };
}

/** Refuses what cannot be true together of a person's work and registration. */
function refuseContradictoryWork({
  employmentKind,
  employerId,
  contractTermMonths,
  isMigrantWorker,
  hukouType,
}: Pick<NewWorkerInput, 'employmentKind' | 'employerId' | 'contractTermMonths' | 'isMigrantWorker' | 'hukouType'>): void {
  const refuse = (condition: boolean, message: string, field: string) =>
    refuseIf(condition, 'BAD_USER_INPUT', message, { field: `person.${field}` });
  const hasEmployer = employerId != null;
  refuse(hasEmployer && WITHOUT_EMPLOYER.includes(employmentKind), `Who is ${employmentKind} has no employer.`, 'employerId');
  refuse(contractTermMonths != null && !hasEmployer, 'A labour contract is with an employer; name it.', 'contractTermMonths');
  const isUrban = hukouType === 'LOCAL_URBAN' || hukouType === 'OTHER_URBAN';
  refuse(
    isMigrantWorker === true && isUrban,
    'A migrant worker is on a rural registration; correct one of the two.',
    'isMigrantWorker',
  );
}

function checked({ nameZh, email, contractTermMonths, employerId }: Omit<NewWorkerInput, 'identityNumber' | 'phone'>) {
  if (contractTermMonths != null) checkedNumber(contractTermMonths, 'contractTermMonths', [1, LONGEST_TERM]);
  requireIds({ employerId });
  return { nameZh: checkedPersonName(nameZh, 'nameZh'), email: email == null ? null : checkedEmail(email, 'email') };
}
