import { genderOfMask, type IdentityFacts, identityHash, identityHashKey, maskIdentity } from '@union-graph/identity';
import {
  checkedPersonName,
  checkedText,
  civilDay,
  lockByName,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import type { CorrectMemberInput } from '../schema.gen.ts';
import { changeMember } from './changeMember.ts';
import { getMember } from './getMember.ts';
import { checkedIdentity, keptFacts, refuseContradiction, refuseYear } from './identity.ts';
import { keepCorrection } from './keepCorrection.ts';
import type { Member } from './Member.ts';
import { memberPolicy } from './policy.ts';
import { mayWorkFrom } from './rules.ts';

/** A correction whose identity number was sealed: only what may be kept of it goes on. */
export interface SealedCorrection extends Omit<CorrectMemberInput, 'identityNumber'> {
  readonly identity: { readonly hash: string; readonly masked: string; readonly facts: IdentityFacts } | null;
}

/** What goes with the number, and is told as `identityNumber`. */
const NUMBER_FIELDS = ['identityHash', 'identityBirthYear'];

/** Takes the plain number out before anything else sees it. `BAD_USER_INPUT` for one that cannot be one. */
export function sealCorrection({ identityNumber, ...input }: CorrectMemberInput, now: Date): SealedCorrection {
  if (identityNumber == null) return { ...input, identity: null };
  const facts = checkedIdentity(identityNumber, civilDay(now), 'identityNumber');
  return {
    ...input,
    identity: { hash: identityHash(identityNumber, identityHashKey(process.env)), masked: maskIdentity(identityNumber), facts },
  };
}

/**
 * Corrects what a worker's record says of the person (C-16): name, year of birth, gender, identity number. What was there before
 * and the evidence are kept with it. `MEMBERSHIP_EXISTS` for a number that another record has.
 */
export async function correctMember(tx: Tx, input: SealedCorrection): Promise<{ member: Member }> {
  const member = await getMember(tx, input.memberId, input.expectedVersion);
  memberPolicy.authorise(tx.viewer, 'correctMember', member);
  refuseIf(tx.viewer.personId === member.id, 'SEPARATION_OF_DUTIES', 'Nobody corrects their own record. Ask a colleague.', {
    field: 'memberId',
  });
  const reason = checkedText(input.reason, 'reason', 500, 2);
  const evidenceRef = checkedText(input.evidenceRef, 'evidenceRef', 300);
  const changes = changesOf(member, input, civilDay(tx.now));
  const fields = Object.keys(changes).filter((field) => !NUMBER_FIELDS.includes(field)) as (keyof Member)[];
  refuseIf(fields.length === 0, 'VALIDATION_FAILED', 'The record says all of this already; there is nothing to correct.', {
    field: 'memberId',
  });
  if (changes.identityHash) await refuseTaken(tx, member.id, changes.identityHash);
  const corrected = await changeMember(tx, member, changes);
  await recount(tx, member, corrected);
  await keepCorrection(tx, { before: member, after: corrected, fields, reason, evidenceRef });
  return { member: corrected };
}

/** What changes, only where it differs; all of it checked against each other and the number. */
function changesOf(member: Member, { nameZh, birthYear, gender, identity }: SealedCorrection, today: string): Partial<Member> {
  if (birthYear != null) refuseYear(birthYear, today, 'birthYear');
  if (identity) refuseContradiction(identity.facts, { birthYear, gender });
  const masked = identity ? null : genderOfMask(member.identityMasked);
  refuseIf(
    gender != null && masked !== null && masked !== gender,
    'VALIDATION_FAILED',
    `The identity number of the record says ${masked}. Where the number is wrong, correct it with "identityNumber".`,
    { rule: 'GB 11643', field: 'gender' },
  );
  const numberYear = identity ? null : member.identityBirthYear;
  refuseIf(
    birthYear != null && numberYear !== null && numberYear !== birthYear,
    'VALIDATION_FAILED',
    `The identity number of the record says ${numberYear}. Where the number is wrong, correct it with "identityNumber".`,
    { rule: 'GB 11643', field: 'birthYear' },
  );
  const told: Partial<Member> = {
    ...(nameZh == null ? {} : { nameZh: checkedPersonName(nameZh, 'nameZh') }),
    ...(identity ? { identityHash: identity.hash, identityMasked: identity.masked, ...keptFacts(identity.facts) } : {}),
    // A made-up number tells no year.
    ...(identity && !identity.facts.isMadeUp ? { birthYear: identity.facts.birthYear } : {}),
    ...(birthYear == null ? {} : { birthYear }),
    ...(gender == null ? {} : { gender }),
  };
  const changes = Object.fromEntries(
    Object.entries(told).filter(([field, value]) => member[field as keyof Member] !== value),
  ) as Partial<Member>;
  if (changes.identityHash && identity) changes.identityMasked = identity.masked;
  if (identity && !identity.facts.isMadeUp) refuseJoinedTooYoung(member, identity.facts.bornOn, 'identityNumber');
  else if (changes.birthYear != null) refuseJoinedTooYoung(member, `${changes.birthYear}-01-01`, 'birthYear');
  refuseBornAfterDeath(member, changes.birthYear, identity ? 'identityNumber' : 'birthYear');
  return changes;
}

function refuseJoinedTooYoung({ joinedAt }: Member, bornOn: string, field: 'identityNumber' | 'birthYear'): void {
  refuseIf(
    joinedAt !== null && mayWorkFrom(bornOn) > joinedAt,
    'VALIDATION_FAILED',
    `Born in ${bornOn.slice(0, 4)} they would have joined the union on ${joinedAt} before they were sixteen.`,
    { rule: 'Labour Law art. 15', field },
  );
}

function refuseBornAfterDeath(
  { diedOn }: Member,
  birthYear: number | null | undefined,
  field: 'identityNumber' | 'birthYear',
): void {
  refuseIf(
    diedOn !== null && birthYear != null && birthYear > Number(diedOn.slice(0, 4)),
    'VALIDATION_FAILED',
    `The person died on ${diedOn}, and was not born in ${birthYear}.`,
    { field },
  );
}

/** Two corrections to one number wait for each other. A record that was merged into this one may have the number. */
async function refuseTaken(tx: Tx, memberId: string, hash: string): Promise<void> {
  await lockByName(tx.db, hash);
  const [other] = await rows(
    tx.db,
    sql`select 1 from member m where m.identity_hash = ${hash} and m.id <> ${memberId}
      and not exists (select from member_merge g where g.duplicate_id = m.id and g.survivor_id = ${memberId} and g.state = 'MERGED')
    limit 1`,
  );
  if (!other) return;
  throw new Refusal(
    'MEMBERSHIP_EXISTS',
    'Another record has this identity number. If both are of one person, merge them with "mergeMembers"; else look at the number again.',
    { rule: 'ORG-INV-2', field: 'identityNumber' },
  );
}

/** A corrected gender moves the union's count of women with it (ORG-INV-3). */
async function recount({ db }: Tx, { unionId, gender }: Member, corrected: Member): Promise<void> {
  const change = Number(corrected.gender === 'FEMALE') - Number(gender === 'FEMALE');
  if (unionId === null || change === 0) return;
  await db.query('update trade_union set female_member_count = female_member_count + $2 where id = $1', [unionId, change]);
}
