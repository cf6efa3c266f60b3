import { MADE_UP_YEAR } from '@union-graph/identity';
import { addMonths, civilDay, Refusal, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { HouseholdMember } from './HouseholdMember.ts';

type Aged = Pick<HouseholdMember, 'relation' | 'birthDate'>;

/** Bounds in years; they exclude what is impossible, and nothing that is merely rare. */
interface Bounds {
  /** How old a spouse is at least. */
  readonly spouseYears: number;
  /** How much older than the head a grandparent is at least. */
  readonly grandparentYears: number;
}

const yearsAfter = (day: string, years: number): string => addMonths(day, years * 12);

/** A made-up identity number tells no day of birth; nothing is said about the age of who has no other. */
const isKnown = ({ birthDate }: Aged): boolean => Number(birthDate.slice(0, 4)) > MADE_UP_YEAR;

/** Why a person cannot be what they are said to be of the head, a sentence; null for who can. */
export function impossibleAge(
  { relation, birthDate }: Aged,
  headBornOn: string | null,
  { spouseYears, grandparentYears }: Bounds,
  today: string,
): string | null {
  if (relation === 'SPOUSE' && yearsAfter(birthDate, spouseYears) > today) return `A spouse is ${spouseYears} years old or more.`;
  if (headBornOn === null) return null;
  if (relation === 'PARENT' && birthDate >= headBornOn) return 'A parent is older than the head of the household.';
  if (relation === 'CHILD' && birthDate <= headBornOn) return 'A child is younger than the head of the household.';
  if (relation === 'GRANDPARENT' && yearsAfter(birthDate, grandparentYears) > headBornOn)
    return `A grandparent is ${grandparentYears} years older than the head of the household, or more.`;
  return null;
}

/** Refuses a household whose persons cannot be what they are said to be of its head, by their days of birth: `VALIDATION_FAILED`. */
export function checkAges(tx: Tx, members: readonly Aged[]): void {
  const bounds = { spouseYears: tx.number(numbers.SPOUSE_YEARS), grandparentYears: tx.number(numbers.GRANDPARENT_YEARS) };
  const headBornOn = members.find((one) => one.relation === 'SELF' && isKnown(one))?.birthDate ?? null;
  for (const [at, member] of members.entries()) {
    const why = isKnown(member) ? impossibleAge(member, headBornOn, bounds, civilDay(tx.now)) : null;
    if (why)
      throw new Refusal('VALIDATION_FAILED', `${why} Compare the identity numbers and the relations.`, {
        rule: 'S-34',
        field: `members.${at}.relation`,
      });
  }
}
