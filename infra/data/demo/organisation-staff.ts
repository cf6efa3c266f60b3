import type { Role } from '@union-graph/identity';
import { id } from '../ids.ts';
import { departmentOf } from './organisation-departments.ts';
import { pointId } from './organisation-places.ts';
import { PERSONS, type Person, personId } from './persons.ts';
import { UNIONS, unionId, unionPath } from './unions.ts';

/** What each role of the sign-in is in the staff register, and whether its holder serves the public. Departments of the city are cadres. */
const WORK: Readonly<Partial<Record<Role, readonly [role: string, employer: string, onPublicDuty: boolean]>>> = {
  JOINT_UNION_OFFICER: ['JOINT_UNION_OFFICER', 'GRASSROOTS', true],
  STATION_STAFF: ['SOCIAL_WORKER', 'CITY_RECRUITED', true],
  MEDIATOR: ['MEDIATOR', 'FEDERATION', true],
  LAWYER: ['LAWYER', 'LAW_FIRM', true],
  WAGE_INSTRUCTOR: ['WAGE_INSTRUCTOR', 'FEDERATION', true],
  HOTLINE_AGENT: ['HOTLINE_AGENT', 'CITY_HQ', true],
  DISTRICT_ADMIN: ['FEDERATION_CADRE', 'FEDERATION', true],
  INDUSTRY_ADMIN: ['FEDERATION_CADRE', 'FEDERATION', false],
  BUREAU_ADMIN: ['FEDERATION_CADRE', 'FEDERATION', false],
  FUND_CASEWORKER: ['FUND_STAFF', 'FOUNDATION', false],
  FUND_APPROVER: ['FUND_STAFF', 'FOUNDATION', false],
  FUND_CASHIER: ['FUND_STAFF', 'FOUNDATION', false],
  FUND_ACCOUNTANT: ['FUND_STAFF', 'FOUNDATION', false],
  VENUE_MANAGER: ['VENUE_STAFF', 'VENUE', true],
  TROUPE_MANAGER: ['VENUE_STAFF', 'VENUE', true],
  CITY_DEPT: ['HQ_CADRE', 'CITY_HQ', false],
  SOCIAL_DEPT: ['HQ_CADRE', 'CITY_HQ', false],
  PRIVACY_OFFICER: ['HQ_CADRE', 'CITY_HQ', false],
  AUDITOR: ['HQ_CADRE', 'CITY_HQ', false],
};

function workOf({ login, grants }: Person) {
  const work = WORK[grants[0]?.role as Role];
  if (!work) throw new Error(`The staff register does not say what "${login}" is.`);
  return work;
}

const phone = (at: number): string => `000-6500-${String(1000 + at)}`;

function staffRow(somebody: Person, at: number) {
  const { login, id: personOf, nameZh, grants } = somebody;
  const [grant] = grants;
  const [role, employer, onPublicDuty] = workOf(somebody);
  return {
    id: personOf,
    name_zh: nameZh,
    role,
    employer,
    hired_at: `20${String(8 + (at % 5)).padStart(2, '0')}-0${1 + (at % 9)}-15`,
    on_public_duty: onPublicDuty,
    work_phone: phone(at),
    work_email: `${login}@union.example`,
    union_id: grant?.unionId,
    scope_path: grant?.scopePath,
    status: 'ACTIVE',
    probation_until: null,
    department_id: departmentOf(grant?.role),
  };
}

const NOT_ON_STAFF = ['MEMBER', 'LINKED_PARTY', 'TEACHER', 'INSTITUTION', 'EMPLOYER_REP'];

/** Workers, those of institutions that teach, those who speak for employers and those who come from the other linked parties are not on the union's staff. */
const onStaff = ({ grants }: Person): boolean => !grants.some(({ role }) => NOT_ON_STAFF.includes(role));

const CHAIRS = [
  '秦岭',
  '许文',
  '崔莹',
  '邓刚',
  '萧岚',
  '汪洋',
  '龚平',
  '范蕾',
  '石磊',
  '廖静',
  '邹明',
  '熊伟',
  '孟洁',
  '薛涛',
  '侯宁',
];
const withChair = UNIONS.filter(({ kind }) =>
  ['BUREAU_COMPANY_UNION', 'COMMUNITY_JOINT_UNION', 'ENTERPRISE_UNION'].includes(kind),
);

/** The chair of a union, by the union's key; null for the federations and industrial unions, whose chairs the data leaves out. */
export const chairId = (union: string): string | null =>
  withChair.some(({ key }) => key === union) ? id('person', `chair-${union}`) : null;

const chairRows = withChair.map(({ key, kind }, at) => ({
  id: chairId(key),
  name_zh: CHAIRS[at],
  role: 'UNION_CHAIR',
  employer: kind === 'COMMUNITY_JOINT_UNION' ? 'GRASSROOTS' : 'ENTERPRISE',
  hired_at: '2012-10-08',
  on_public_duty: true,
  work_phone: phone(500 + at),
  work_email: `chair-${key}@union.example`,
  union_id: unionId(key),
  scope_path: unionPath(key),
  status: 'ACTIVE',
}));

/** Officers who do not sign in; the one of Miyun is new. The joint union of Jianwai has none (S-30). */
const OFFICERS = [
  { union: 'joint-huairou', nameZh: '卢丹', hiredOn: '2012-11-05', probationUntil: null },
  { union: 'joint-miyun', nameZh: '贺新', hiredOn: '2013-08-05', probationUntil: '2014-02-04' },
] as const;

const officerId = (union: string): string => id('person', `officer-${union}`);

const officerRows = OFFICERS.map(({ union, nameZh, hiredOn, probationUntil }, at) => ({
  id: officerId(union),
  name_zh: nameZh,
  role: 'JOINT_UNION_OFFICER',
  employer: 'GRASSROOTS',
  hired_at: hiredOn,
  on_public_duty: true,
  work_phone: phone(700 + at),
  work_email: `officer-${union}@union.example`,
  union_id: unionId(union),
  scope_path: unionPath(union),
  status: probationUntil ? 'PROBATION' : 'ACTIVE',
  probation_until: probationUntil,
}));

/** Full-time social workers who do not sign in: one at each other street station (S-14). */
const SOCIAL_WORKERS = [
  { station: 'jianwai', districtCode: '110105', nameZh: '苗雨', hiredOn: '2010-03-15' },
  { station: 'donghuamen', districtCode: '110101', nameZh: '葛磊', hiredOn: '2009-11-02' },
  { station: 'jingshan', districtCode: '110101', nameZh: '祁芳', hiredOn: '2011-05-16' },
  { station: 'longshan', districtCode: '110116', nameZh: '路明', hiredOn: '2012-08-06' },
  { station: 'gulou', districtCode: '110228', nameZh: '丛欣', hiredOn: '2012-08-06' },
] as const;

const socialWorkerId = (station: string): string => id('person', `social-worker-${station}`);

const socialWorkerRows = SOCIAL_WORKERS.map(({ station, districtCode, nameZh, hiredOn }, at) => ({
  id: socialWorkerId(station),
  name_zh: nameZh,
  role: 'SOCIAL_WORKER',
  employer: 'CITY_RECRUITED',
  hired_at: hiredOn,
  on_public_duty: true,
  work_phone: phone(800 + at),
  work_email: `station-${station}@union.example`,
  union_id: unionId(`district-${districtCode}`),
  scope_path: unionPath(`district-${districtCode}`),
  status: 'ACTIVE',
}));

export const staffMemberRows = [...PERSONS.filter(onStaff).map(staffRow), ...chairRows, ...officerRows, ...socialWorkerRows];

const dedicated = (person: string, union: string, from: string) => ({
  id: id('staff-assignment', `${person}@${union}`),
  staff_member_id: person,
  service_point_id: null,
  union_id: unionId(union),
  from_day: from,
  to_day: null,
  dedicated: true,
});

const onDuty = (login: string, point: string, person = personId(login)) => ({
  id: id('staff-assignment', `${login}@${point}`),
  staff_member_id: person,
  service_point_id: pointId(point),
  union_id: null,
  from_day: '2013-01-04',
  to_day: null,
  dedicated: false,
});

export const staffAssignmentRows = [
  onDuty('xu-min', 'city-centre'),
  onDuty('feng-jing', 'district-110105'),
  onDuty('dong-lei', 'district-110101'),
  onDuty('pan-hui', 'district-110106'),
  onDuty('zhou-ming', 'district-110105'),
  onDuty('tian-yu', 'station-panjiayuan'),
  onDuty('sun-li', 'station-panjiayuan'),
  onDuty('chen-xiaomei', 'community-songyuli'),
  onDuty('he-tao', 'station-donghuamen'),
  onDuty('tang-jun', 'station-donghuamen'),
  ...SOCIAL_WORKERS.map(({ station }) => onDuty(`social-worker-${station}`, `station-${station}`, socialWorkerId(station))),
  dedicated(personId('chen-xiaomei'), 'joint-panjiayuan', '2012-10-15'),
  dedicated(personId('he-tao'), 'joint-donghuamen', '2012-10-15'),
  ...OFFICERS.map(({ union, hiredOn }) => dedicated(officerId(union), union, hiredOn)),
];
