import { identityCheckDigit, identityHash, identityHashKey, maskIdentity } from '@union-graph/identity';
import { WORKERS, type Worker } from '../demo/organisation-workers.ts';
import { DISTRICTS, UNIONS } from '../demo/unions.ts';
import { id } from '../ids.ts';
import { draw, partOf, pick } from './draw.ts';
import { firmId, firmsOfJoint } from './enterprises.ts';
import { personName } from './names.ts';
import type { Profile } from './profile.ts';
import { type CityUnion, jointRange, makeUnions, type Unions } from './unions.ts';

/** People are numbered from 0: first the members of the joint unions, union by union, then those of the enterprise unions. */
export type Place = number;

/** Who of the demo data's workers stands at some of the places. */
export type Guests = ReadonlyMap<Place, Worker>;

/** The demo data's named workers are the first members of their joint unions, so that they can sign in here too. */
export function guestsOf(profile: Profile, unions: Unions): Guests {
  const guests = new Map<Place, Worker>();
  const keys = new Map(UNIONS.map(({ key }) => [id('union', key), key]));
  unions.joint.forEach((union, at) => {
    const key = keys.get(union.id);
    const here = key ? WORKERS.filter((worker) => worker.union === key && !worker.key.startsWith('filler-')) : [];
    here.forEach((worker, place) => void guests.set(jointRange(profile, at)[0] + place, worker));
  });
  return guests;
}

export interface People {
  readonly profile: Profile;
  readonly unions: Unions;
  readonly guests: Guests;
}

/** The unions of a profile with their members: who holds the cards, and among whom are the heads of households. */
export function peopleOf(profile: Profile): People {
  const unions = makeUnions(profile);
  return { profile, unions, guests: guestsOf(profile, unions) };
}

export const memberCount = ({ jointMembers, otherMembers }: Profile): number => jointMembers + otherMembers;
export const memberId = ({ guests }: People, at: Place): string => guests.get(at)?.id ?? id('person', `city-${at}`);
export const memberName = ({ guests }: People, at: Place): string => guests.get(at)?.nameZh ?? personName(at);
export const phoneMasked = (at: Place): string => `000****${String(draw(46, at, 10_000)).padStart(4, '0')}`;
const isFemale = ({ guests }: People, at: Place): boolean =>
  (guests.get(at)?.gender ?? (at % 2 === 0 ? 'FEMALE' : 'MALE')) === 'FEMALE';
export const isMigrant = ({ guests }: People, at: Place): boolean => guests.get(at)?.migrant ?? draw(40, at, 100) < 45;

/** The index of a member's joint union, or past those of all joint unions. */
export function unionOf({ profile, unions }: People, at: Place): CityUnion {
  const { jointMembers, jointUnions, otherMembers, enterpriseUnions } = profile;
  return (
    at < jointMembers
      ? unions.joint[partOf(jointMembers, jointUnions, at)]
      : unions.enterprise[partOf(otherMembers, enterpriseUnions, at - jointMembers)]
  ) as CityUnion;
}

/** How many of the people at some places are women, and how many are migrant workers. */
export function countsOf(people: People, [from, to]: readonly [Place, Place]) {
  let [female, migrant] = [0, 0];
  for (let at = from; at < to; at++) {
    if (isFemale(people, at)) female++;
    if (isMigrant(people, at)) migrant++;
  }
  return { member_count: to - from, female_member_count: female, migrant_member_count: migrant };
}

const AREAS = [
  ...DISTRICTS.map(({ code }) => code),
  '130100',
  '130600',
  '140100',
  '210100',
  '220100',
  '230100',
  '320100',
  '340100',
  '370100',
  '410100',
  '420100',
  '510100',
  '610100',
];
const SEQUENCES = 1_000;
const DAYS_IN_1900 = Array.from({ length: 365 }, (_, day) =>
  new Date(Date.UTC(1900, 0, 1 + day)).toISOString().slice(5, 10).replace('-', ''),
);

/** The identity number of the person at a place: made up, with an impossible year of birth and a right check digit. */
export function identityNumber(at: Place): string {
  const area = AREAS[Math.floor(at / SEQUENCES) % AREAS.length];
  const day = DAYS_IN_1900[Math.floor(at / SEQUENCES / AREAS.length)];
  const digits = `${area}1900${day}${String(at % SEQUENCES).padStart(3, '0')}`;
  return digits + identityCheckDigit(digits);
}

const hashKey = identityHashKey(process.env);

/** What is kept of that number. */
export const identityHashOf = (at: Place): string => identityHash(identityNumber(at), hashKey);

/** How the members of joint unions earn their living (S-26): two in three in a small firm, the others with no employer. */
const KINDS = [
  'MICRO_FIRM',
  'MICRO_FIRM',
  'MICRO_FIRM',
  'MICRO_FIRM',
  'MICRO_FIRM',
  'REGULAR',
  'SELF_EMPLOYED',
  'CASUAL',
  'DOMESTIC_WORKER',
  'TAXI_DRIVER',
];
const EMPLOYED = ['MICRO_FIRM', 'REGULAR', 'DISPATCHED'];

/** How somebody earns their living, and at which firm. */
export function employmentOf({ profile }: People, at: Place) {
  if (at >= profile.jointMembers) {
    const firm = profile.jointFirms + partOf(profile.otherMembers, profile.enterpriseUnions, at - profile.jointMembers);
    return { kind: draw(41, at, 12) === 0 ? 'DISPATCHED' : 'REGULAR', firm };
  }
  const kind = pick(KINDS, 42, at);
  const [from, to] = firmsOfJoint(profile, partOf(profile.jointMembers, profile.jointUnions, at));
  return { kind, firm: EMPLOYED.includes(kind) ? from + (at % (to - from)) : null };
}

const two = (number: number): string => String(number).padStart(2, '0');

/** The day a member joined: not before their union was founded, and not in the last weeks. */
export const joinedOn = (at: Place): string => `2013-${two(1 + draw(43, at, 8))}-${two(1 + draw(44, at, 28))}`;

/** The records of the people at some places. */
export function* memberRows(people: People, from: Place, to: Place) {
  for (let at = from; at < to; at++) {
    const union = unionOf(people, at);
    const { kind, firm } = employmentOf(people, at);
    const number = identityNumber(at);
    const migrant = isMigrant(people, at);
    const guest = people.guests.get(at);
    yield {
      id: memberId(people, at),
      member_no: `BJ${String(at + 1).padStart(8, '0')}`,
      name_zh: memberName(people, at),
      identity_hash: identityHashOf(at),
      identity_masked: maskIdentity(number),
      gender: isFemale(people, at) ? 'FEMALE' : 'MALE',
      birth_year: guest?.birthYear ?? 1954 + draw(45, at, 40),
      hukou_type: migrant ? 'OTHER_RURAL' : 'LOCAL_URBAN',
      is_migrant_worker: migrant,
      phone_masked: phoneMasked(at),
      employment_kind: kind,
      employer_id: firm === null ? null : firmId(firm),
      contract_term_months: kind === 'REGULAR' ? 36 : null,
      membership_status: 'ACTIVE',
      union_id: union.id,
      joined_at: joinedOn(at),
      district_code: union.districtCode,
      scope_path: union.scopePath,
    };
  }
}

/** The cards of the people at some places: every member of a joint union holds one. */
export function* cardRows(people: People, from: Place, to: Place) {
  for (let at = from; at < to; at++) {
    const joined = joinedOn(at);
    yield {
      id: id('card', `city-${at}`),
      member_id: memberId(people, at),
      card_no: `11000000${String(at + 1).padStart(8, '0')}`,
      status: 'ACTIVE',
      applied_at: `${joined}T10:00:00+08:00`,
      issued_at: joined,
      valid_to: joined.replace('2013', '2018'),
    };
  }
}

/** What each holder agreed to before the card was issued. */
export function* consentRows(people: People, from: Place, to: Place) {
  for (let at = from; at < to; at++) {
    yield {
      id: id('consent', `city-${at}`),
      member_id: memberId(people, at),
      purpose: 'DELIVERY',
      scope: '{card}',
      separate: true,
      given_at: `${joinedOn(at)}T09:30:00+08:00`,
      evidence_ref: `paper-${at}`,
    };
  }
}
