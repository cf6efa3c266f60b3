import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { personId } from './persons.ts';
import { INSTITUTIONS } from './training-institutions.ts';
import { pathOf } from './training-workers.ts';

const teacherId = (institution: string, at = 0): string => id('teacher', `${institution} ${at}`);

/** The courses that count as training in safety and occupational health (IND-04). */
const SAFETY: readonly string[] = ['assembly'];

const course = (
  key: string,
  nameZh: string,
  module: string,
  institution: string,
  kind: string,
  hours: number,
  credits: number,
) => ({
  id: id('course', key),
  name_zh: nameZh,
  module_code: module,
  institution_id: id('institution', institution),
  kind,
  hours,
  credits,
  covers_safety: SAFETY.includes(key),
});

const COURSES = [
  course('law', '职工维权与劳动法常识', 'GENERAL_ABILITY', 'union-college', 'GENERAL', 16, 1),
  course('computer', '计算机应用基础', 'GENERAL_ABILITY', 'chaoyang', 'GENERAL', 32, 2),
  course('assembly', '新能源汽车装配岗位培训', 'ENTERPRISE_POST', 'baic', 'SKILL', 48, 3),
  course('civics', '做文明有礼的北京职工', 'THEME_EDUCATION', 'chaoyang', 'GENERAL', 8, 0),
  course('domestic', '家政服务员职业技能培训', 'KEY_GROUPS', 'chaoyang', 'DOMESTIC_SERVICE', 80, 4),
  course('fitter', '装配钳工大赛集训', 'SKILL_COMPETITION', 'union-college', 'SKILL', 40, 3),
  course('exam', '成人高考考前辅导', 'CREDIT_BANK', 'union-college', 'EXAM_PREP', 60, 0),
  course('management', '行政管理(大专)', 'CREDIT_BANK', 'radio-tv', 'DEGREE', 120, 8),
];

interface SessionSeed {
  readonly key: string;
  /** The course, where it is not the key: its second session. */
  readonly course?: string;
  readonly institution: string;
  readonly teacher?: number;
  readonly place: string;
  readonly capacity: number;
  /** Days on which it meets, all from nine to twelve. */
  readonly days: readonly string[];
  readonly enrolled: readonly string[];
  readonly waiting?: readonly string[];
}

const fillers = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, at) => `filler-${from + at}`);

/** A session's key is its course's, unless it names one. The one for domestic workers is full and three wait for it. */
const SESSIONS: readonly SessionSeed[] = [
  {
    key: 'law',
    institution: 'union-college',
    place: '职工大学一教101',
    capacity: 60,
    days: ['2013-11-02', '2013-11-09'],
    enrolled: ['li-jianguo', 'zheng-hong', ...fillers(1, 5)],
  },
  {
    key: 'computer',
    institution: 'chaoyang',
    teacher: 1,
    place: '朝阳区职工学校机房',
    capacity: 24,
    days: ['2013-09-14', '2013-09-21', '2013-09-28'],
    enrolled: ['li-jianguo', ...fillers(6, 11)],
  },
  {
    key: 'assembly',
    institution: 'baic',
    place: '顺义研发基地',
    capacity: 30,
    days: ['2013-11-16', '2013-11-17'],
    enrolled: ['ma-qiang'],
  },
  {
    key: 'assembly-september',
    course: 'assembly',
    institution: 'baic',
    place: '顺义研发基地',
    capacity: 30,
    days: ['2013-09-14', '2013-09-15'],
    enrolled: ['zheng-hong', ...fillers(8, 10)],
  },
  {
    key: 'domestic',
    institution: 'chaoyang',
    place: '朝阳区职工学校201',
    capacity: 12,
    days: ['2013-11-03', '2013-11-10', '2013-11-17'],
    enrolled: ['zhang-haiyan', ...fillers(12, 22)],
    waiting: fillers(23, 25),
  },
  {
    key: 'fitter',
    institution: 'union-college',
    teacher: 1,
    place: '职工大学实训车间',
    capacity: 20,
    days: ['2013-10-26', '2013-10-27', '2013-11-02'],
    enrolled: ['zhao-zhiqiang', 'ma-qiang', ...fillers(26, 30)],
  },
  {
    key: 'exam',
    institution: 'union-college',
    place: '职工大学二教305',
    capacity: 40,
    days: ['2013-09-07', '2013-10-12', '2013-10-26'],
    enrolled: ['liu-xiaojun', 'wu-dayong', ...fillers(21, 24)],
  },
  {
    key: 'management',
    institution: 'radio-tv',
    place: '广播电视大学',
    capacity: 50,
    days: ['2013-09-07', '2013-09-08', '2013-12-21'],
    enrolled: ['filler-7', 'filler-8'],
  },
];

const hour = (day: string, time: string): Date => new Date(`${day}T${time}:00+08:00`);

const sessionId = (key: string): string => id('course-session', key);

const sessions = SESSIONS.map(
  ({ key, course: ofCourse = key, institution, teacher, place, capacity, days, enrolled, waiting = [] }) => ({
    id: sessionId(key),
    course_id: id('course', ofCourse),
    teacher_id: teacherId(institution, teacher),
    place,
    status: 'OPEN',
    starts_at: hour(days[0] as string, '09:00'),
    ends_at: hour(days.at(-1) as string, '12:00'),
    capacity,
    enrolled_count: enrolled.length,
    waitlist_count: waiting.length,
    arrivals: enrolled.length + waiting.length,
    version: enrolled.length + waiting.length + 1,
  }),
);

const meetings = SESSIONS.flatMap(({ key, days }) =>
  days.map((day) => ({ session_id: sessionId(key), starts_at: hour(day, '09:00'), ends_at: hour(day, '12:00') })),
);

/** Enrolled one minute after the other, long enough before the first meeting. */
const enrolments = SESSIONS.flatMap(({ key, days, enrolled, waiting = [] }) => {
  const opened = Math.min(hour(days[0] as string, '09:00').getTime() - 30 * 86_400_000, hour('2013-10-08', '09:00').getTime());
  return [...enrolled, ...waiting].map((worker, at) => ({
    id: id('enrolment', `${key} ${worker}`),
    member_id: personId(worker),
    session_id: sessionId(key),
    status: at < enrolled.length ? 'CONFIRMED' : 'WAITLISTED',
    arrival: at + 1,
    enrolled_at: new Date(opened + at * 60_000),
    scope_path: pathOf(worker),
  }));
});

/** Who is on which institution's lists, as training tells organisation. */
export const enrolmentLists = enrolments.map(({ id: enrolmentId, member_id: memberId, session_id, status }) => {
  const { course_id: courseId, starts_at } = sessions.find(({ id: key }) => key === session_id) as (typeof sessions)[number];
  const institutionId = COURSES.find((one) => one.id === courseId)?.institution_id;
  const institution = INSTITUTIONS.find(({ key }) => id('institution', key) === institutionId);
  if (!institution) throw new Error(`The enrolment "${enrolmentId}" has no institution.`);
  return { enrolmentId, memberId, institutionPath: institution.path, until: status === 'WAITLISTED' ? starts_at : null };
});

/** Plans of the quality project 2011 to 2015; figures and sponsors are invented. */
const programmes = [2012, 2013].map((year) => ({
  id: id('training-programme', String(year)),
  name_zh: `首都职工素质建设工程${year}年度计划`,
  year,
  target_headcount: 50,
  budget_fen: 30_000_000,
  created_by: personId('shen-ping'),
  created_at: hour(`${year}-01-15`, '10:00'),
}));

const sponsorsOf = (programmeId: string) =>
  ['HRSS', 'EDUCATION'].map((code, at) => ({ programme_id: programmeId, agency_code: code, position: at + 1 }));

const modulesOf = (programmeId: string) =>
  ['GENERAL_ABILITY', 'ENTERPRISE_POST', 'THEME_EDUCATION', 'KEY_GROUPS', 'SKILL_COMPETITION', 'CREDIT_BANK'].map((code) => ({
    programme_id: programmeId,
    module_code: code,
  }));

/** Institutions, teachers, the eight courses, their sessions, and who is enrolled. */
export const catalogue: readonly Table[] = [
  {
    table: 'institution',
    rows: INSTITUTIONS.map(({ key, nameZh, kind, path }) => ({
      id: id('institution', key),
      name_zh: nameZh,
      kind,
      scope_path: path,
    })),
  },
  {
    table: 'teacher',
    rows: INSTITUTIONS.flatMap(({ key, teachers }) =>
      teachers.map((nameZh, at) => ({ id: teacherId(key, at), institution_id: id('institution', key), name_zh: nameZh })),
    ),
  },
  { table: 'course', rows: COURSES },
  { table: 'training_programme', rows: programmes },
  { table: 'training_programme_sponsor', rows: programmes.flatMap(({ id: programmeId }) => sponsorsOf(programmeId)) },
  { table: 'training_programme_module', rows: programmes.flatMap(({ id: programmeId }) => modulesOf(programmeId)) },
  { table: 'course_session', rows: sessions },
  { table: 'meeting', rows: meetings },
  { table: 'enrolment', rows: enrolments },
];
