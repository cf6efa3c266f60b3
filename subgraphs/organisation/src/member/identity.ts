import { IDENTITY_FAULTS, type IdentityFacts, MADE_UP_YEAR, readIdentityNumber } from '@union-graph/identity';
import { Refusal, refuseIf } from '@union-graph/subgraph';
import type { Gender } from '../schema.gen.ts';
import { mayWorkFrom } from './rules.ts';

interface Told {
  readonly birthYear?: number | null | undefined;
  readonly gender?: Gender | null | undefined;
}

/** What an identity number tells. `BAD_USER_INPUT` for one that cannot be a person's, `VALIDATION_FAILED` for a child's. */
export function checkedIdentity(identityNumber: string, today: string, field: string): IdentityFacts {
  const facts = readIdentityNumber(identityNumber, today);
  if (typeof facts === 'string') throw new Refusal('BAD_USER_INPUT', IDENTITY_FAULTS[facts], { field });
  refuseIf(mayWorkFrom(facts.bornOn) > today, 'VALIDATION_FAILED', TOO_YOUNG, { rule: WORKING_AGE_RULE, field });
  return facts;
}

/** What a record keeps of the facts that a number tells. A made-up number tells no year. */
export const keptFacts = ({ gender, birthYear, isMadeUp }: IdentityFacts) => ({
  gender,
  identityBirthYear: isMadeUp ? null : birthYear,
});

/** A year of birth that a living worker can have: not before 1900, and at least sixteen years ago. */
export function refuseYear(birthYear: number, today: string, field: string): void {
  const thisYear = Number(today.slice(0, 4));
  refuseIf(
    birthYear < MADE_UP_YEAR || birthYear > thisYear,
    'BAD_USER_INPUT',
    `A year of birth is ${MADE_UP_YEAR} to ${thisYear}; got ${birthYear}.`,
    { field },
  );
  refuseIf(mayWorkFrom(`${birthYear}-01-01`) > today, 'VALIDATION_FAILED', TOO_YOUNG, { rule: WORKING_AGE_RULE, field });
}

/** What is told of a person beside their identity number must agree with it (GB 11643). */
export function refuseContradiction(facts: IdentityFacts, { birthYear, gender }: Told, prefix = ''): void {
  refuseIf(
    birthYear != null && birthYear !== facts.birthYear,
    'VALIDATION_FAILED',
    `The year of birth is ${birthYear}, but the identity number says ${facts.birthYear}. Leave the year out, or correct the one that is wrong.`,
    { rule: 'GB 11643', field: `${prefix}birthYear` },
  );
  refuseIf(
    gender != null && gender !== facts.gender,
    'VALIDATION_FAILED',
    `The gender is ${gender}, but the identity number says ${facts.gender}. Leave the gender out, or correct the one that is wrong.`,
    { rule: 'GB 11643', field: `${prefix}gender` },
  );
}

const WORKING_AGE_RULE = 'Labour Law art. 15';
const TOO_YOUNG = 'Nobody under sixteen may work, so they cannot have a record as a worker. Look at the year or number again.';
