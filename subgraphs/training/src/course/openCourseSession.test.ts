import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, FENGTAI } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const OPEN = `mutation ($input: OpenCourseSessionInput!) { openCourseSession(input: $input) { session {
  id status capacity enrolledCount waitlistCount place meetings { start end place } teacher { nameZh } course { nameZh } } } }`;
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', CHAOYANG);

const SATURDAY = { start: '2013-11-02T09:00:00+08:00', end: '2013-11-02T12:00:00+08:00' };
const SUNDAY = { start: '2013-11-03T09:00:00+08:00', end: '2013-11-03T12:00:00+08:00', place: '二教' };
const MONDAY = { start: '2013-11-04T09:00:00+08:00', end: '2013-11-04T12:00:00+08:00' };

describe('openCourseSession', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  const input = (course: { id: unknown; teacherId: unknown }, given: object = {}) => ({
    idempotencyKey: key(),
    courseId: course.id,
    teacherId: course.teacherId,
    capacity: 30,
    place: '201',
    meetings: [SUNDAY, SATURDAY],
    ...given,
  });
  const open = (given: object, viewer = DISTRICT) => subgraph.ask(viewer, OPEN, { input: given });

  test('the district opens a session of its college; meetings are put in order; a replay opens no second one', async () => {
    const course = await build.course();
    const given = input(course);
    const first = await open(given);
    expect(first.data.openCourseSession.session).toEqual({
      id: expect.any(String),
      status: 'OPEN',
      capacity: 30,
      enrolledCount: 0,
      waitlistCount: 0,
      place: '201',
      teacher: { nameZh: '方敏' },
      course: { nameZh: '钳工' },
      meetings: [
        { start: '2013-11-02T01:00:00.000Z', end: '2013-11-02T04:00:00.000Z', place: null },
        { start: '2013-11-03T01:00:00.000Z', end: '2013-11-03T04:00:00.000Z', place: '二教' },
      ],
    });
    expect(await open(given)).toEqual(first);
    const read = await subgraph.ask(
      member(newId()),
      'query ($id: ID!) { course(id: $id) { sessions { id status } } courseSession(id: $id) { id } }',
      { id: course.id },
    );
    expect(read.data).toEqual({
      course: { sessions: [{ id: first.data.openCourseSession.session.id, status: 'OPEN' }] },
      courseSession: null,
    });
  });

  test.each([
    ['BAD_USER_INPUT', 'SKILL', { capacity: 0 }],
    ['BAD_USER_INPUT', 'SKILL', { capacity: 1001 }],
    ['BAD_USER_INPUT', 'SKILL', { meetings: [] }],
    ['BAD_USER_INPUT', 'SKILL', { meetings: [{ start: SATURDAY.start, end: SATURDAY.start }] }],
    ['BAD_USER_INPUT', 'SKILL', { place: 'x'.repeat(201) }],
    ['VALIDATION_FAILED', 'SKILL', { meetings: [{ start: '2013-10-19T10:00:00+08:00', end: '2013-10-19T12:00:00+08:00' }] }],
    [
      'VALIDATION_FAILED',
      'SKILL',
      { meetings: [SATURDAY, { start: '2015-10-21T10:00:00+08:00', end: '2015-10-21T12:00:00+08:00' }] },
    ],
    [null, 'SKILL', { meetings: [SATURDAY, { start: '2015-10-20T10:00:00+08:00', end: '2015-10-20T12:00:00+08:00' }] }],
    [
      'VALIDATION_FAILED',
      'SKILL',
      { meetings: [SATURDAY, { start: '2013-11-02T11:59:00+08:00', end: '2013-11-02T13:00:00+08:00' }] },
    ],
    ['VALIDATION_FAILED', 'DEGREE', { meetings: [SATURDAY, SUNDAY, MONDAY] }],
    // A Sunday that is worked in return for the Spring Festival.
    ['VALIDATION_FAILED', 'DEGREE', { meetings: [{ start: '2014-01-26T09:00:00+08:00', end: '2014-01-26T12:00:00+08:00' }] }],
    [null, 'DEGREE', { meetings: [{ start: '2014-01-25T09:00:00+08:00', end: '2014-01-25T12:00:00+08:00' }] }],
    ['NOT_FOUND', 'SKILL', { teacherId: newId() }],
    ['NOT_FOUND', 'SKILL', { teacherId: 'x' }],
    ['NOT_FOUND', 'SKILL', { courseId: newId() }],
    [null, 'SKILL', { meetings: [MONDAY] }],
    // Saturday to the Sunday a week later: both ends are days off.
    ['BAD_USER_INPUT', 'SKILL', { meetings: [{ start: '2013-11-02T09:00:00+08:00', end: '2013-11-10T12:00:00+08:00' }] }],
    ['BAD_USER_INPUT', 'SKILL', { meetings: [{ start: '2013-11-02T09:00:00+08:00', end: '2013-11-03T09:00:01+08:00' }] }],
    [null, 'DEGREE', { meetings: [{ start: '2013-11-02T09:00:00+08:00', end: '2013-11-03T09:00:00+08:00' }] }],
    [null, 'DEGREE', {}],
    [null, 'DEGREE', { meetings: [{ start: '2013-11-03T20:00:00+08:00', end: '2013-11-04T00:00:00+08:00' }] }],
    [null, 'SKILL', { capacity: 1000, meetings: [{ start: '2013-10-19T10:00:01+08:00', end: '2013-10-19T12:00:00+08:00' }] }],
  ])('%s for a course of the kind %s and %j', async (code, kind, given) => {
    const course = await build.course({ kind });
    const answer = await open(input(course, given));
    expect(answer.errors?.[0]?.extensions.code ?? null).toBe(code);
    if (kind === 'DEGREE' && code) expect(answer.errors?.[0]?.extensions.rule).toBe('SKL-INV-5');
  });

  test('only who the institution belongs to', async () => {
    const course = await build.course();
    for (const viewer of [staff(newId(), 'DISTRICT_ADMIN', FENGTAI), staff(newId(), 'CITY_DEPT'), member(newId())])
      expect(await subgraph.code(open(input(course), viewer))).toBe('FORBIDDEN');
    expect(await subgraph.code(open(input(course), staff(newId(), 'INSTITUTION', CHAOYANG)))).toBeNull();
  });
});

describe('the catalogue', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
  });
  afterAll(() => subgraph.stop());

  test('six modules in their order (S-57), open to everyone, with their courses page by page', async () => {
    const build = builders(subgraph);
    for (const name_zh of ['一', '丁', '七']) await build.course({ name_zh });
    await build.course({ name_zh: '保育', module_code: 'KEY_GROUPS', kind: 'DOMESTIC_SERVICE' });
    const anonymous = { ...member(newId()), grants: [], personId: null };
    const { data } = await subgraph.ask(
      anonymous,
      '{ trainingModules { code courses(first: 2) { totalCount nodes { nameZh } pageInfo { hasNextPage endCursor } } } }',
    );
    expect(data.trainingModules.map(({ code }: { code: string }) => code)).toEqual([
      'GENERAL_ABILITY',
      'ENTERPRISE_POST',
      'THEME_EDUCATION',
      'KEY_GROUPS',
      'SKILL_COMPETITION',
      'CREDIT_BANK',
    ]);
    const [{ courses }] = data.trainingModules;
    expect(courses).toMatchObject({
      totalCount: 3,
      // By pinyin: dīng, qī, yī.
      nodes: [{ nameZh: '丁' }, { nameZh: '七' }],
      pageInfo: { hasNextPage: true },
    });
    // A cursor is of one list alone.
    const page = '{ courses(module: GENERAL_ABILITY, first: 2) { pageInfo { endCursor } } }';
    const after = (await subgraph.ask(anonymous, page)).data.courses.pageInfo.endCursor;
    const next = await subgraph.ask(
      anonymous,
      'query ($after: String) { courses(module: GENERAL_ABILITY, after: $after) { nodes { nameZh } } other: courses(kind: DOMESTIC_SERVICE) { nodes { nameZh } } }',
      { after },
    );
    expect(next.data).toEqual({ courses: { nodes: [{ nameZh: '一' }] }, other: { nodes: [{ nameZh: '保育' }] } });
  });

  test('an unknown course is null, and so is a strange id', async () => {
    const { data } = await subgraph.ask(
      member(newId()),
      '{ course(id: "x") { id } other: course(id: "0141cc4b-7800-7000-8000-000000000002") { id } courseSession(id: "") { id } }',
    );
    expect(data).toEqual({ course: null, other: null, courseSession: null });
  });
});
