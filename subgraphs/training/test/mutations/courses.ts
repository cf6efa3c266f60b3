import { addDays, newId } from '@union-graph/subgraph';
import { caller, member, staff, type TestSubgraph, type Trials } from '@union-graph/testing';
import { builders, CHAOYANG, UNION } from '../builders.ts';
import { TEACHER } from '../domestic.ts';
import { by, CITY_ONLY, fresh, OWN, trialOf } from './trial.ts';

const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', CHAOYANG);
const CITY = staff(newId(), 'CITY_DEPT');
const SCHOOL = { may: ['INSTITUTION', 'DISTRICT_ADMIN'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' } as const;
const TAUGHT = { may: ['TEACHER', 'INSTITUTION'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;
/** A session of two meetings, of which the first goes on at the tests' own time. */
const [START, END] = ['2013-10-19T01:00:00.000Z', '2013-10-20T04:00:00.000Z'];

/** Somebody who has a place in a session. */
async function placed(subgraph: TestSubgraph, session: object, status = 'CONFIRMED') {
  const build = builders(subgraph);
  const { id: sessionId } = await build.session({ enrolled_count: 1, arrivals: 1, ...session });
  const place = { id: newId(), member_id: newId(), session_id: sessionId, status, arrival: 1 };
  await build.insert('enrolment', { ...place, enrolled_at: '2013-10-01T00:00:00Z', scope_path: UNION });
  return { sessionId, enrolmentId: place.id, memberId: place.member_id };
}

async function inClass(subgraph: TestSubgraph) {
  const place = await placed(subgraph, { starts_at: START, ends_at: END });
  for (const starts_at of [START, '2013-10-20T01:00:00.000Z'])
    await builders(subgraph).insert('meeting', {
      session_id: place.sessionId,
      starts_at,
      ends_at: new Date(Date.parse(starts_at) + 3 * 3_600_000),
    });
  return place;
}

/** A worker in the waiting list to whom the place of who stepped back is offered. */
async function offered(subgraph: TestSubgraph) {
  const session = await builders(subgraph).session({ capacity: 1 });
  const call = caller(subgraph);
  const enrol = async (memberId: string) =>
    (await call('enrol', 'enrolment { id version }', { sessionId: session.id }, member(memberId, UNION))).data.enrol.enrolment;
  const [first, second] = [newId(), newId()];
  const { id, version } = await enrol(first);
  const { id: enrolmentId } = await enrol(second);
  await call('cancelEnrolment', 'enrolment { id }', { enrolmentId: id, expectedVersion: version }, member(first, UNION));
  const [row] = await subgraph.sql<{ version: number }>('select version from enrolment where id = $1', [enrolmentId]);
  return by(member(second, UNION), { enrolmentId, expectedVersion: row?.version });
}

const courseTrials: Trials = {
  createProgramme: trialOf({ ...CITY_ONLY, twenty: 'DUPLICATE', hears: { year: 'VALIDATION_FAILED' } }, async () =>
    by(CITY, {
      nameZh: `素质建设工程${newId()}`,
      year: 2013,
      sponsorCodes: ['HRSS', 'DRC'],
      modules: ['KEY_GROUPS'],
      targetHeadcount: 8,
      budgetFen: '50000000',
    }),
  ),
  createCourse: trialOf({ ...SCHOOL, twenty: 'DUPLICATE' }, async (subgraph) => {
    const { id, institution_id } = await builders(subgraph).course();
    const course = { institutionId: institution_id, nameZh: '数控车工', kind: 'SKILL', hours: 40, credits: 3 };
    return by(DISTRICT, { ...course, prerequisiteIds: [id] });
  }),
  // The teacher is in one room at a time.
  openCourseSession: trialOf({ ...SCHOOL, twenty: 'SLOT_TAKEN' }, async (subgraph) => {
    const { id, teacherId } = await builders(subgraph).course();
    const meeting = { start: '2013-11-02T09:00:00+08:00', end: '2013-11-02T12:00:00+08:00', place: '二教' };
    return by(DISTRICT, { courseId: id, teacherId, capacity: 30, place: '201', meetings: [meeting] });
  }),
  cancelCourseSession: trialOf(SCHOOL, async (subgraph) => {
    const { id } = await builders(subgraph).session();
    return by(DISTRICT, { sessionId: id, expectedVersion: 1, reason: '教师生病' });
  }),
  setTrainingRule: trialOf(CITY_ONLY, async ({ sql }) => {
    const values = await sql("select from rule_number where name = 'OFFER_HOURS'");
    const effectiveFrom = addDays('2014-01-10', fresh());
    return by(CITY, { name: 'OFFER_HOURS', value: 12, expectedVersion: values.length, effectiveFrom, reason: '试行' });
  }),
};

export const enrolmentTrials: Trials = {
  ...courseTrials,
  enrol: trialOf({ may: ['MEMBER'], elsewhere: null, twenty: 'DUPLICATE' }, async (subgraph) =>
    by(member(newId(), UNION), { sessionId: (await builders(subgraph).session()).id }),
  ),
  cancelEnrolment: trialOf(OWN, async (subgraph) => {
    const { enrolmentId, memberId } = await placed(subgraph, {});
    return by(member(memberId, UNION), { enrolmentId, expectedVersion: 1 });
  }),
  acceptOffer: trialOf(OWN, offered),
  recordResult: trialOf(TAUGHT, async (subgraph) => {
    const over = { starts_at: '2013-09-14T01:00:00Z', ends_at: '2013-09-28T04:00:00Z' };
    const { enrolmentId } = await placed(subgraph, over);
    return by(TEACHER, { enrolmentId, expectedVersion: 1, result: 'PASSED', score: 90 });
  }),
  correctResult: trialOf(TAUGHT, async (subgraph) => {
    const over = { starts_at: '2013-09-14T01:00:00Z', ends_at: '2013-09-28T04:00:00Z' };
    const { enrolmentId } = await placed(subgraph, over, 'FAILED');
    return by(TEACHER, { enrolmentId, expectedVersion: 1, result: 'PASSED', score: 90, reason: '登记时看错一行' });
  }),
  // Who marks a class again corrects it; who shows a code again replaces it; who came has come.
  markAttendance: trialOf({ ...TAUGHT, elsewhere: 'FORBIDDEN', twenty: 'done' }, async (subgraph) => {
    const { sessionId, enrolmentId } = await inClass(subgraph);
    return by(TEACHER, { sessionId, meetingStart: START, marks: [{ enrolmentId, mark: 'PRESENT' }] });
  }),
  showAttendanceCode: trialOf({ ...TAUGHT, elsewhere: 'FORBIDDEN', twenty: 'done' }, async (subgraph) =>
    by(TEACHER, { sessionId: (await inClass(subgraph)).sessionId, meetingStart: START }),
  ),
  checkInToMeeting: trialOf({ may: ['MEMBER'], elsewhere: 'NOT_FOUND', twenty: 'done' }, async (subgraph) => {
    const { sessionId, memberId } = await inClass(subgraph);
    const shown = await caller(subgraph)('showAttendanceCode', 'code', { sessionId, meetingStart: START }, TEACHER);
    return by(member(memberId, UNION), { code: shown.data.showAttendanceCode.code });
  }),
};
