import { identityCheckDigit, identityHash, identityHashKey, maskIdentity } from '@union-graph/identity';
import { id } from '../ids.ts';
import { enterpriseId } from './enterprises.ts';
import { person, personId } from './persons.ts';
import { UNIONS, unionId, unionPath } from './unions.ts';

/** A worker of the demo data. All are invented. */
export interface Worker {
  readonly id: string;
  /** Names the worker's card: `id('card', key)`. */
  readonly key: string;
  readonly nameZh: string;
  readonly gender: 'FEMALE' | 'MALE';
  readonly birthYear: number;
  readonly migrant: boolean;
  readonly employmentKind: string;
  readonly employer: string | null;
  /** The union's key; null for one who is in none. */
  readonly union: string | null;
  readonly districtCode: string;
  readonly joinedOn: string;
}

const districtOf = (union: string | null): string => UNIONS.find(({ key }) => key === union)?.districtCode ?? '110105';

const named = (
  login: string,
  gender: Worker['gender'],
  birthYear: number,
  migrant: boolean,
  employmentKind: string,
  employer: string | null = null,
): Worker => {
  const { nameZh, memberOf } = person(login);
  return {
    id: personId(login),
    key: login,
    nameZh,
    gender,
    birthYear,
    migrant,
    employmentKind,
    employer,
    union: memberOf,
    districtCode: districtOf(memberOf),
    joinedOn: '2012-12-20',
  };
};

const NAMED: readonly Worker[] = [
  named('wang-xiulan', 'FEMALE', 1974, true, 'SELF_EMPLOYED'),
  named('li-jianguo', 'MALE', 1969, true, 'CASUAL', 'trading'),
  named('zhang-haiyan', 'FEMALE', 1978, true, 'DOMESTIC_WORKER', 'housekeeping'),
  named('zhao-zhiqiang', 'MALE', 1981, false, 'REGULAR', 'precision'),
  named('liu-xiaojun', 'MALE', 1986, true, 'REGULAR', 'survey'),
  named('ma-qiang', 'MALE', 1983, false, 'REGULAR', 'rolling-mill'),
  named('sun-guifang', 'FEMALE', 1966, false, 'MICRO_FIRM', 'restaurant'),
  named('qian-jin', 'MALE', 1979, false, 'REGULAR', 'tailor'),
  named('zhou-xiaoli', 'FEMALE', 1976, false, 'CASUAL'),
  named('wu-dayong', 'MALE', 1988, true, 'CASUAL'),
  named('zheng-hong', 'FEMALE', 1984, false, 'REGULAR', 'precision'),
];

const SURNAMES = ['张', '王', '李', '赵', '陈', '杨', '黄', '周', '吴', '徐'];
const GIVEN = ['海霞', '建军', '玉梅', '志刚', '春花', '文斌', '秀英', '国庆', '丽娜', '大伟'];
const KINDS = ['SELF_EMPLOYED', 'MICRO_FIRM', 'CASUAL', 'DOMESTIC_WORKER', 'REGULAR'];
/** Twelve in Panjiayuan, eight in Donghuamen, four in Jianwai, two each in Huairou and Miyun; the last two are in none. */
const HOMES = [
  [12, 'joint-panjiayuan'],
  [20, 'joint-donghuamen'],
  [24, 'joint-jianwai'],
  [26, 'joint-huairou'],
  [28, 'joint-miyun'],
] as const;

const filler = (n: number): Worker => {
  const union = HOMES.find(([last]) => n <= last)?.[1] ?? null;
  return {
    id: id('person', `filler-${n}`),
    key: `filler-${n}`,
    nameZh: `${SURNAMES[n % 10]}${GIVEN[(n * 7) % 10]}`,
    gender: n % 2 === 0 ? 'MALE' : 'FEMALE',
    birthYear: 1960 + n,
    migrant: n % 3 !== 0,
    employmentKind: KINDS[n % 5] as string,
    employer: null,
    union,
    districtCode: districtOf(union),
    joinedOn: `2013-0${1 + (n % 9)}-08`,
  };
};

export const FILLERS = 30;
export const WORKERS: readonly Worker[] = [...NAMED, ...Array.from({ length: FILLERS }, (_, at) => filler(at + 1))];

/** The worker's identity number: made up, with an impossible year of birth and a right check digit. */
export function identityNumber(at: number): string {
  const digits = `1101051900${String(1 + (at % 12)).padStart(2, '0')}15${String(at + 1).padStart(3, '0')}`;
  return digits + identityCheckDigit(digits);
}

/** The identity number of a worker, by the person's key. */
export const identityNumberOf = (worker: string): string => identityNumber(WORKERS.findIndex(({ key }) => key === worker));

/** Members who are not simply active: one on the way to another union, one kept while without work. */
const STANDING: Readonly<Record<string, string>> = { 'filler-28': 'TRANSFERRING', 'filler-24': 'RETAINED' };

const hashKey = identityHashKey(process.env);
/** Those whose application lies with a union: it works with their record already. */
const APPLICANTS: Readonly<Record<string, string>> = { 'filler-30': 'joint-jianwai' };

export const memberRows = WORKERS.map((worker, at) => {
  const { union, districtCode } = worker;
  const pathOf = union ?? APPLICANTS[worker.key];
  return {
    id: worker.id,
    member_no: union && `BJ${String(at + 1).padStart(8, '0')}`,
    name_zh: worker.nameZh,
    identity_hash: identityHash(identityNumber(at), hashKey),
    identity_masked: maskIdentity(identityNumber(at)),
    gender: worker.gender,
    birth_year: worker.birthYear,
    hukou_type: worker.migrant ? 'OTHER_RURAL' : 'LOCAL_URBAN',
    is_migrant_worker: worker.migrant,
    phone_masked: `000****${String(1000 + at)}`,
    email: null,
    employment_kind: STANDING[worker.key] === 'RETAINED' ? 'UNEMPLOYED' : worker.employmentKind,
    employer_id: worker.employer && enterpriseId(worker.employer),
    contract_term_months: worker.employmentKind === 'REGULAR' ? 36 : null,
    membership_status: union ? (STANDING[worker.key] ?? 'ACTIVE') : 'NONE',
    union_id: union && unionId(union),
    joined_at: union && worker.joinedOn,
    district_code: districtCode,
    scope_path: pathOf ? unionPath(pathOf) : `/city/${districtCode}/`,
  };
});

/** A union's member counts, from the workers above. */
export function countsOf(union: string): { member_count: number; female_member_count: number; migrant_member_count: number } {
  const members = WORKERS.filter((worker) => worker.union === union);
  return {
    member_count: members.length,
    female_member_count: members.filter(({ gender }) => gender === 'FEMALE').length,
    migrant_member_count: members.filter(({ migrant }) => migrant).length,
  };
}
