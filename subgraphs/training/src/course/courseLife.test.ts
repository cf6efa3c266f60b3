import { newId } from '@union-graph/subgraph';
import {
  caller,
  expectOneOfTwenty,
  expectReplay,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
  withoutDeadlock,
} from '@union-graph/testing';
import { builders, CHAOYANG, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const SCHOOL = staff(newId(), 'INSTITUTION', CHAOYANG);

describe('courses and their sessions (S-57)', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    build = builders(subgraph);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const codeOf = (sent: ReturnType<TestSubgraph['ask']>) => subgraph.code(sent);
  const create = (institutionId: unknown, given: object = {}, viewer = SCHOOL) =>
    call(
      'createCourse',
      'course { id nameZh kind hours credits coversSafety module { code } prerequisites { nameZh } }',
      { institutionId, nameZh: '数控车工', kind: 'SKILL', hours: 40, credits: 3, ...given },
      viewer,
    );
  const open = (course: { id: unknown; teacherId: unknown }, start: string, given: object = {}) =>
    call(
      'openCourseSession',
      'session { id version }',
      {
        courseId: course.id,
        teacherId: course.teacherId,
        capacity: 2,
        meetings: [{ start: `${start}T01:00:00Z`, end: `${start}T04:00:00Z` }],
        ...given,
      },
      SCHOOL,
    );
  const enrol = (memberId: string, sessionId: unknown) =>
    call('enrol', 'enrolment { id status }', { sessionId }, member(memberId, UNION));

  test('a course is added with its prerequisites; who has not passed them is told which', async () => {
    const first = await build.course({ name_zh: '普通车工' });
    const { data } = await create(first.institution_id, { module: 'ENTERPRISE_POST', prerequisiteIds: [first.id] });
    const { course } = data.createCourse;
    expect(course).toMatchObject({
      nameZh: '数控车工',
      kind: 'SKILL',
      hours: 40,
      credits: 3,
      coversSafety: false,
      module: { code: 'ENTERPRISE_POST' },
      prerequisites: [{ nameZh: '普通车工' }],
    });
    const session = (await open({ ...course, teacherId: first.teacherId }, '2013-11-04')).data.openCourseSession.session;
    const [ready, failed] = [newId(), newId()];
    const before = await build.session({ course_id: first.id, teacher_id: first.teacherId });
    for (const [at, [member_id, status]] of [
      [ready, 'PASSED'],
      [failed, 'FAILED'],
    ].entries())
      await build.insert('enrolment', {
        id: newId(),
        member_id,
        session_id: before.id,
        status,
        arrival: at + 1,
        enrolled_at: '2013-09-01T00:00:00Z',
        scope_path: UNION,
      });
    expect((await enrol(ready, session.id)).data.enrol.enrolment.status).toBe('CONFIRMED');
    const refused = await enrol(failed, session.id);
    expect([refused.errors?.[0]?.extensions.code, refused.errors?.[0]?.message]).toEqual([
      'NOT_ELIGIBLE',
      'Pass "普通车工" first: this course builds on it.',
    ]);
  });

  test.each<[string, object]>([
    ['BAD_USER_INPUT', { hours: 0 }],
    ['BAD_USER_INPUT', { hours: 2_001 }],
    ['BAD_USER_INPUT', { credits: -1 }],
    ['BAD_USER_INPUT', { credits: 101 }],
    ['BAD_USER_INPUT', { nameZh: '车' }],
    ['BAD_USER_INPUT', { prerequisiteIds: Array.from({ length: 11 }, () => newId()) }],
    ['NOT_FOUND', { prerequisiteIds: [newId()] }],
    ['NOT_FOUND', { prerequisiteIds: ['x'] }],
    ['NOT_FOUND', { institutionId: newId() }],
    [null as unknown as string, { credits: 0, hours: 2_000 }],
  ])('%s for %j', async (code, given) => {
    expect(await codeOf(create((await build.course()).institution_id, given))).toBe(code);
  });

  test('one name an institution; whose it is; one of twenty at once', async () => {
    const { institution_id: id } = await build.course();
    for (const viewer of [staff(newId(), 'INSTITUTION', '/city/110101/'), staff(newId(), 'CITY_DEPT'), member(newId())])
      expect(await codeOf(create(id, {}, viewer))).toBe('FORBIDDEN');
    await expectOneOfTwenty(() => create(id), 'DUPLICATE');
    await expectReplay((more) => create(id, { nameZh: '数控铣工', ...more }), { hours: 41 });
  });

  test('a teacher and a room have one meeting at a time', async () => {
    const course = await build.course();
    expect(await codeOf(open(course, '2013-11-05', { place: '一教 101' }))).toBeNull();
    expect(await codeOf(open(course, '2013-11-05'))).toBe('SLOT_TAKEN');
    const other = await build.insert('teacher', { id: newId(), institution_id: course.institution_id, name_zh: '秦海' });
    const theirs = { id: course.id, teacherId: other.id };
    expect(await codeOf(open(theirs, '2013-11-05', { place: '一教101' }))).toBe('SLOT_TAKEN');
    expect(await codeOf(open(theirs, '2013-11-05', { place: '一教102' }))).toBeNull();
    const elsewhere = await build.course();
    expect(await codeOf(open(elsewhere, '2013-11-05', { place: '一教101' }))).toBeNull();
  });

  test.each(['teacher', 'room'])(
    'of twenty sessions at once that need one %s one has it, and none waits for another in a circle',
    async (one) => {
      const course = await build.course();
      const place = one === 'room' ? '一教101' : null;
      const teacher = () => build.insert('teacher', { id: newId(), institution_id: course.institution_id, name_zh: '秦海' });
      const teachers = await Promise.all(
        Array.from({ length: 20 }, async () => (place ? (await teacher()).id : course.teacherId)),
      );
      const held = await build.session({ course_id: course.id, teacher_id: course.teacherId, place });
      const codes = await withoutDeadlock(
        subgraph,
        'meeting',
        `(session_id, starts_at, ends_at) values ('${held.id}', '2013-11-06T01:00:00Z', '2013-11-06T04:00:00Z')`,
        teachers.map(
          (teacherId) => async () => (await codeOf(open({ id: course.id, teacherId }, '2013-11-06', { place }))) ?? 'done',
        ),
      );
      expect(codes.sort()).toEqual([...Array<string>(19).fill('SLOT_TAKEN'), 'done'].sort());
    },
  );

  test('a session that is called off frees teacher and room, and tells everybody on its list', async () => {
    const course = await build.course();
    const session = (await open(course, '2013-11-07')).data.openCourseSession.session;
    const members = [newId(), newId(), newId()];
    for (const id of members) await enrol(id, session.id);
    const { version } = (await subgraph.ask(SCHOOL, `{ courseSession(id: "${session.id}") { version } }`)).data.courseSession;
    const cancel = (given: object = {}, viewer = SCHOOL, now?: string) =>
      call(
        'cancelCourseSession',
        'session { status enrolledCount waitlistCount cancelledBecause }',
        { sessionId: session.id, expectedVersion: version, reason: '教师生病', ...given },
        viewer,
        now,
      );
    expect(await codeOf(cancel({}, staff(newId(), 'INSTITUTION', '/city/110101/')))).toBe('FORBIDDEN');
    expect(await codeOf(cancel({ expectedVersion: 1 }))).toBe('VERSION_CONFLICT');
    expect(await codeOf(cancel({ reason: '电话13800138000' }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(cancel({ sessionId: newId() }))).toBe('NOT_FOUND');
    expect(await codeOf(cancel({}, SCHOOL, '2013-11-07T04:00:00Z'))).toBe('INVALID_TRANSITION');
    expect((await cancel()).data.cancelCourseSession.session).toEqual({
      status: 'CANCELLED',
      enrolledCount: 0,
      waitlistCount: 0,
      cancelledBecause: '教师生病',
    });
    const told = await subgraph.sql<{ id: string }>(
      `select event->'data'->>'memberId' as id from event_delivery where event->>'type' = 'training.enrolment.cancelled' and event->'data'->>'sessionId' = $1`,
      [session.id],
    );
    expect(told.map(({ id }) => id).sort()).toEqual([...members].sort());
    const own = await subgraph.ask(
      member(members[2] as string, UNION),
      '{ myEnrolments { nodes { status cancelledBecause session { cancelledBecause } } } }',
    );
    expect(own.data.myEnrolments.nodes).toEqual([
      { status: 'CANCELLED', cancelledBecause: 'SESSION_CANCELLED', session: { cancelledBecause: '教师生病' } },
    ]);
    expect(await codeOf(enrol(newId(), session.id))).toBe('INVALID_TRANSITION');
    expect(await codeOf(cancel({ expectedVersion: version + 1 }))).toBe('INVALID_TRANSITION');
    expect(await codeOf(open(course, '2013-11-07'))).toBeNull();
  });
});
