import { addDays } from '@union-graph/subgraph';
import { id } from '../../ids.ts';
import { draw } from '../draw.ts';
import { joinedOn, type People, type Place, unionOf } from '../members.ts';
import type { Profile } from '../profile.ts';
import { collegeId, teacherId } from './institutions.ts';

/** One in ten members takes part in a course of 2013 [D], forty in a session. */
const MEMBERS_OF_ONE = 10;
const PLACES = 40;
/** Sessions to come have this many places: two of those who enrolled wait. */
const PLACES_TO_COME = 38;

/** Sessions run for three weekends each from April on; an institution's teacher has four at a time, at other hours. */
const FIRST_WEEKEND = '2013-04-06';
const RUNS = 12;
const SLOTS = 4;
const MEETINGS = 3;
const OPENED_DAYS_BEFORE = 20;
const TODAY = '2013-10-19';

interface CourseSeed {
  readonly key: string;
  readonly nameZh: string;
  readonly module: string;
  readonly kind: string;
  readonly hours: number;
  readonly credits: number;
}

const course = (key: string, nameZh: string, module: string, kind: string, hours: number, credits: number): CourseSeed => ({
  key,
  nameZh,
  module,
  kind,
  hours,
  credits,
});

/** What every district's college teaches. */
export const COURSES: readonly CourseSeed[] = [
  course('law', '职工维权与劳动法常识', 'GENERAL_ABILITY', 'GENERAL', 9, 1),
  course('computing', '办公软件应用', 'GENERAL_ABILITY', 'GENERAL', 9, 2),
  course('safety', '安全生产与职业卫生', 'ENTERPRISE_POST', 'SKILL', 9, 1),
  course('etiquette', '做文明有礼的北京职工', 'THEME_EDUCATION', 'GENERAL', 9, 0),
  course('housekeeping', '家政服务员职业技能培训', 'KEY_GROUPS', 'DOMESTIC_SERVICE', 9, 2),
  course('contest', '职业技能大赛集训', 'SKILL_COMPETITION', 'SKILL', 9, 2),
  course('exam', '成人高考考前辅导', 'CREDIT_BANK', 'EXAM_PREP', 9, 0),
];
const SAFETY = 'safety';
export const courseId = (code: string, key: string): string => id('course', `city-${code}-${key}`);

/** The courses of the colleges of some districts. */
export const courseRows = (codes: readonly string[]) =>
  codes.flatMap((code) =>
    COURSES.map(({ key, nameZh, module, kind, hours, credits }) => ({
      id: courseId(code, key),
      name_zh: nameZh,
      module_code: module,
      institution_id: collegeId(code),
      kind,
      hours,
      credits,
      covers_safety: key === SAFETY,
    })),
  );

/** A session of a district's college with the places of the members who enrolled, in the order in which they came. */
export interface SessionSeed {
  readonly id: string;
  readonly districtCode: string;
  readonly course: CourseSeed;
  readonly teacher: number;
  readonly capacity: number;
  readonly days: readonly string[];
  readonly hours: readonly [from: string, to: string];
  readonly members: readonly Place[];
}

export const sessionCount = ({ jointMembers }: Profile): number => Math.floor(jointMembers / MEMBERS_OF_ONE / PLACES);
export const enrolmentCount = (profile: Profile): number => sessionCount(profile) * PLACES;

/** The sessions of 2013, each for the members of its part of the city who had joined when it opened. */
export function sessionSeeds(people: People): SessionSeed[] {
  const heldBy = new Map<string, number>();
  return Array.from({ length: sessionCount(people.profile) }, (_, at) => {
    const from = at * PLACES * MEMBERS_OF_ONE;
    const districtCode = unionOf(people, from).districtCode as string;
    const held = heldBy.get(districtCode) ?? 0;
    heldBy.set(districtCode, held + 1);
    const run = (Math.floor(held / SLOTS) + heldBy.size * 5) % RUNS;
    return sessionAt(people, { at, from, districtCode, held, run });
  });
}

interface Drawn {
  readonly at: number;
  readonly from: Place;
  readonly districtCode: string;
  readonly held: number;
  readonly run: number;
}

function sessionAt(people: People, { at, from, districtCode, held, run }: Drawn): SessionSeed {
  const slot = held % SLOTS;
  const first = addDays(FIRST_WEEKEND, run * MEETINGS * 7 + (slot < 2 ? 0 : 1));
  return {
    id: id('course-session', `city-${at}`),
    districtCode,
    course: COURSES[draw(320, at, COURSES.length)] as CourseSeed,
    teacher: Math.floor(held / (SLOTS * RUNS)),
    capacity: first > TODAY ? PLACES_TO_COME : PLACES,
    days: Array.from({ length: MEETINGS }, (_, week) => addDays(first, week * 7)),
    hours: slot % 2 === 0 ? ['09:00', '12:00'] : ['14:00', '17:00'],
    members: joinedBefore(people, from, addDays(first, -OPENED_DAYS_BEFORE)),
  };
}

function joinedBefore(people: People, from: Place, day: string): Place[] {
  const members: Place[] = [];
  for (let place = from; members.length < PLACES; place++)
    if (!people.guests.has(place) && joinedOn(place) < day) members.push(place);
  return members;
}

const instant = (day: string, time: string): string => `${day}T${time}:00+08:00`;
export const isOver = ({ days }: SessionSeed): boolean => (days.at(-1) as string) < TODAY;
/** Whether a day's meeting was held and marked. */
export const isHeld = (day: string): boolean => day < TODAY;

export const sessionRows = (seeds: readonly SessionSeed[]) =>
  seeds.map((seed) => {
    const { days, hours, members, capacity, districtCode, course: taught, teacher } = seed;
    const enrolled = Math.min(members.length, capacity);
    return {
      id: seed.id,
      course_id: courseId(districtCode, taught.key),
      teacher_id: teacherId(collegeId(districtCode), teacher),
      place: `教室${teacher + 1}`,
      status: 'OPEN',
      starts_at: instant(days[0] as string, hours[0]),
      ends_at: instant(days.at(-1) as string, hours[1]),
      capacity,
      enrolled_count: enrolled,
      waitlist_count: members.length - enrolled,
      arrivals: members.length,
      version: members.length + 1,
    };
  });

export const meetingRows = (seeds: readonly SessionSeed[]) =>
  seeds.flatMap(({ id: session_id, days, hours }) =>
    days.map((day) => ({ session_id, starts_at: instant(day, hours[0]), ends_at: instant(day, hours[1]) })),
  );

/** How many teachers each college needs. */
export function teacherCounts(seeds: readonly SessionSeed[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { districtCode, teacher } of seeds) {
    const college = collegeId(districtCode);
    counts.set(college, Math.max(counts.get(college) ?? 0, teacher + 1));
  }
  return counts;
}

/** Opens twenty days before the first meeting; one member a minute. */
export const enrolledAt = ({ days }: SessionSeed, arrival: number): string =>
  new Date(Date.parse(instant(addDays(days[0] as string, -OPENED_DAYS_BEFORE), '09:00')) + arrival * 60_000).toISOString();

export const meetingStart = ({ hours }: SessionSeed, day: string): string => instant(day, hours[0]);
