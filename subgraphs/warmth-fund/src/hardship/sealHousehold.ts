import { IDENTITY_FAULTS, identityHash, identityHashKey, readIdentityNumber } from '@union-graph/identity';
import { checkedPersonName, checkedText, civilDay, Refusal, refuseIf, requireIds } from '@union-graph/subgraph';
import { MAX_AMOUNT_FEN } from '../ledger/rules.ts';
import type { HouseholdMemberInput, OpenHardshipFileInput } from '../schema.gen.ts';
import type { HouseholdMember } from './HouseholdMember.ts';

/** A person of a household as the service works with one: of the identity number only its hash. */
export type SealedPerson = Omit<HouseholdMember, 'id' | 'householdId'>;

export interface SealedHousehold extends Omit<OpenHardshipFileInput, 'members'> {
  readonly members: readonly SealedPerson[];
}

const MOST_MEMBERS = 30;

/**
 * Takes the identity numbers out of a wish before anything else happens, so that neither a stored row, nor the fingerprint of the request, nor
 * a log can hold them. The same wish gives the same result, so that it can be repeated under its key. `BAD_USER_INPUT` for what cannot be said of a household.
 */
export function sealHousehold({ members, ...wish }: OpenHardshipFileInput, now: Date): SealedHousehold {
  refuseIf(
    members.length < 1 || members.length > MOST_MEMBERS,
    'BAD_USER_INPUT',
    `A household has 1 to ${MOST_MEMBERS} members; got ${members.length}.`,
    { field: 'members' },
  );
  const today = civilDay(now);
  const sealed = members.map((member, at) => sealPerson(member, today, `members.${at}`));
  const heads = sealed.filter(({ relation }) => relation === 'SELF');
  refuseIf(
    heads.length !== 1 || heads[0]?.memberId !== wish.headId.toLowerCase(),
    'BAD_USER_INPUT',
    'One member has the relation SELF: the head of the household, with the id of "headId".',
    { field: 'members' },
  );
  refuseIf(
    new Set(sealed.map((person) => person.identityHash)).size < sealed.length,
    'BAD_USER_INPUT',
    'An identity number appears twice. Name each person once.',
    { field: 'members' },
  );
  const records = sealed.flatMap(({ memberId }) => memberId ?? []);
  refuseIf(new Set(records).size < records.length, 'BAD_USER_INPUT', 'A record appears twice. Name each person once.', {
    field: 'members',
  });
  refuseIf(
    sealed.filter(({ relation }) => relation === 'SPOUSE').length > 1,
    'BAD_USER_INPUT',
    'The head of a household has one spouse at most.',
    { field: 'members' },
  );
  return { ...wish, members: sealed };
}

function sealPerson({ identityNumber, ...person }: HouseholdMemberInput, today: string, field: string): SealedPerson {
  requireIds({ [`${field}.memberId`]: person.memberId });
  const facts = readIdentityNumber(identityNumber, today);
  if (typeof facts === 'string')
    throw new Refusal('BAD_USER_INPUT', IDENTITY_FAULTS[facts], { field: `${field}.identityNumber` });
  const birthDate = facts.isMadeUp ? (person.birthDate ?? facts.bornOn) : facts.bornOn;
  refuseIf(
    person.birthDate != null && person.birthDate !== birthDate,
    'BAD_USER_INPUT',
    'The day of birth is another than the identity number says.',
    { field: `${field}.birthDate` },
  );
  refuseIf(birthDate > today, 'BAD_USER_INPUT', 'The day of birth lies in the future.', { field: `${field}.birthDate` });
  const { memberId, nameZh, studentAt } = person;
  refuseIf(
    (memberId == null) === (nameZh == null),
    'BAD_USER_INPUT',
    'Name a person by "memberId" where they have a record, and by "nameZh" where they have none: one of the two.',
    { field: `${field}.nameZh` },
  );
  return {
    memberId: memberId?.toLowerCase() ?? null,
    nameZh: nameZh == null ? null : checkedPersonName(nameZh, `${field}.nameZh`),
    relation: person.relation,
    identityHash: identityHash(identityNumber, identityHashKey(process.env)),
    birthDate,
    monthlyIncomeFen: checkedIncome(person.monthlyIncomeFen, `${field}.monthlyIncomeFen`),
    health: person.health ?? null,
    studentAt: studentAt == null ? null : checkedText(studentAt, `${field}.studentAt`, 100),
  };
}

/** An income of nothing up to {@link MAX_AMOUNT_FEN} a month; `BAD_USER_INPUT` else. */
export function checkedIncome(incomeFen: bigint, field: string): bigint {
  refuseIf(incomeFen < 0n || incomeFen > MAX_AMOUNT_FEN, 'BAD_USER_INPUT', `An income is 0 to ${MAX_AMOUNT_FEN} fen a month.`, {
    field,
  });
  return incomeFen;
}
