import { newId } from '@union-graph/subgraph';
import {
  caller,
  eventsAbout,
  eventually,
  expectOneOfTwenty,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { builders, CHAOYANG } from '../../test/builders.ts';
import { creditActs } from '../../test/credits.ts';
import { training } from '../subgraph.ts';

const FIELDS = 'enrolment { id version status result score corrections { resultBefore scoreBefore result score reason } }';
const TEACHER = staff(newId(), 'TEACHER', CHAOYANG);
const OVER = { starts_at: '2013-10-05T01:00:00Z', ends_at: '2013-10-06T04:00:00Z', capacity: 100 };

describe('a result that was recorded wrongly is corrected (2.3.2)', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  let act: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    build = builders(subgraph);
    act = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  let arrivals = 0;
  const graded = async ({
    status = 'PASSED',
    score = 80 as number | null,
    memberId = newId(),
    course = {},
    session = {},
  } = {}) => {
    const { id, course_id } = await build.session({ ...OVER, ...session }, course);
    const enrolmentId = newId();
    const place = { id: enrolmentId, member_id: memberId, session_id: id, status, score, arrival: ++arrivals };
    await build.insert('enrolment', { ...place, enrolled_at: '2013-09-01T01:00:00Z', scope_path: CHAOYANG });
    const [taught] = await subgraph.sql<{ institutionId: string }>(
      'select institution_id as "institutionId" from course where id = $1',
      [course_id],
    );
    return { enrolmentId, memberId, sessionId: id as string, institutionId: taught?.institutionId as string };
  };
  const correct = (enrolmentId: string, more: object = {}, viewer: Viewer = TEACHER, now?: string) =>
    act(
      'correctResult',
      FIELDS,
      { enrolmentId, expectedVersion: 1, result: 'FAILED', score: 45, reason: '登记时看错一行', ...more },
      viewer,
      now,
    );
  const code = (...given: Parameters<typeof correct>) => subgraph.code(correct(...given));

  test('what it was stays to be read, by the member too; everybody who hears of results hears the right one', async () => {
    const { enrolmentId, memberId } = await graded();
    const first = (await correct(enrolmentId)).data.correctResult.enrolment;
    expect(first).toMatchObject({ version: 2, result: 'FAILED', score: 45 });
    await correct(enrolmentId, { expectedVersion: 2, result: 'PASSED', score: 60, reason: '补录平时成绩' });
    const own = await subgraph.ask(member(memberId), `{ myEnrolments { nodes { ${FIELDS.slice(12, -2)} } } }`);
    expect(own.data.myEnrolments.nodes[0]).toMatchObject({
      ...{ result: 'PASSED', score: 60 },
      corrections: [
        { resultBefore: 'PASSED', scoreBefore: 80, result: 'FAILED', score: 45, reason: '登记时看错一行' },
        { resultBefore: 'FAILED', scoreBefore: 45, result: 'PASSED', score: 60, reason: '补录平时成绩' },
      ],
    });
    const told = await eventsAbout(subgraph.sql, enrolmentId);
    expect(told.map(({ type, data }) => [type, data.result])).toEqual([
      ['training.enrolment.completed', 'FAILED'],
      ['training.enrolment.completed', 'PASSED'],
    ]);
  });

  test('the plan’s count of trained workers follows, down and up (IND-04)', async () => {
    const { enrolmentId, memberId } = await graded({ course: { covers_safety: true } });
    await build.insert('member_place', { member_id: memberId, scope_path: CHAOYANG, seen_version: 1 });
    const counted = async () => {
      await eventually(
        async () => (await subgraph.sql(`select from graphile_worker._private_jobs where key like 'safety %'`)).length === 0,
      );
      const found = await subgraph.sql<{ numerator: number }>(
        `select (event->'data'->>'numerator')::int as numerator from event_delivery where event->>'type' = 'training.indicator.measured'
          and event->'data'->>'scopePath' = $1 order by id desc limit 1`,
        [CHAOYANG],
      );
      return found[0]?.numerator;
    };
    await correct(enrolmentId);
    expect(await counted()).toBe(0);
    await correct(enrolmentId, { expectedVersion: 2, result: 'PASSED', score: 60 });
    expect(await counted()).toBe(1);
  });

  test('stored credits are void; converted ones stand in the way, and so do a job-ready certificate and a diploma', async () => {
    const credits = creditActs(subgraph);
    const entryOf = async (of: Awaited<ReturnType<typeof graded>>) => {
      const ground = { source: 'COURSE', enrolmentId: of.enrolmentId, credits: 1, earnedAt: '2013-10-06' };
      const answer = await credits.deposit(of, ground);
      return answer.data.depositCredits.entry.id as string;
    };
    const [stored, spent, domestic] = [await graded(), await graded(), await graded({ course: { kind: 'DOMESTIC_SERVICE' } })];
    const [entry, converted] = [await entryOf(stored), await entryOf(spent)];
    expect(await code(stored.enrolmentId)).toBeNull();
    expect(await subgraph.sql('select status, voided_reason from credit_entry where id = $1', [entry])).toEqual([
      { status: 'VOIDED', voided_reason: '登记时看错一行' },
    ]);
    const programme = await build.programme({ institution_id: spent.institutionId });
    const conversion = { programmeId: programme.id, memberId: spent.memberId, institutionId: spent.institutionId };
    expect((await credits.request(conversion)).errors).toBeUndefined();
    expect(await subgraph.sql('select status from credit_entry where id = $1', [converted])).toEqual([{ status: 'RESERVED' }]);
    expect(await code(spent.enrolmentId)).toBe('VALIDATION_FAILED');
    await build.insert('job_ready_certificate', {
      ...{
        id: newId(),
        member_id: domestic.memberId,
        enrolment_id: domestic.enrolmentId,
        institution_id: domestic.institutionId,
      },
      ...{
        exam_score: 80,
        exam_on: '2013-10-06',
        examined_by: newId(),
        recorded_at: '2013-10-07T01:00:00Z',
        status: 'EXAM_PASSED',
      },
      scope_path: CHAOYANG,
    });
    expect(await code(domestic.enrolmentId)).toBe('VALIDATION_FAILED');
    expect(await code(domestic.enrolmentId, { result: 'PASSED', score: 70 })).toBeNull();
  });

  test('for thirty days, by the institution’s teachers, not for oneself, and with a reason and a change', async () => {
    const { enrolmentId, memberId } = await graded();
    expect(await code(enrolmentId, { result: 'PASSED', score: 80 })).toBe('VALIDATION_FAILED');
    expect(await code(enrolmentId, { reason: ' ' })).toBe('BAD_USER_INPUT');
    expect(await code(enrolmentId, { reason: '电话13812345678' })).toBe('VALIDATION_FAILED');
    expect(await code(enrolmentId, { score: 101 })).toBe('BAD_USER_INPUT');
    expect(await code(enrolmentId, { result: 'NO_SHOW' })).toBe('BAD_USER_INPUT');
    expect(await code(enrolmentId, { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    expect(await code(enrolmentId, {}, staff(newId(), 'TEACHER', '/city/110101/'))).toBe('NOT_FOUND');
    expect(await code(enrolmentId, {}, staff(memberId, 'TEACHER', CHAOYANG))).toBe('SEPARATION_OF_DUTIES');
    expect(await code((await graded({ status: 'ATTENDING', score: null })).enrolmentId)).toBe('INVALID_TRANSITION');
    expect(await code(enrolmentId, {}, TEACHER, '2013-11-06T09:00:00+08:00')).toBe('DEADLINE_PASSED');
    expect(await code(enrolmentId, {}, TEACHER, '2013-11-05T23:00:00+08:00')).toBeNull();
  });

  test('the thirty days count from the day on which it was recorded', async () => {
    const { enrolmentId } = await graded({ status: 'CONFIRMED', score: null });
    const record = { enrolmentId, expectedVersion: 1, result: 'PASSED', score: 90 };
    await act('recordResult', 'enrolment { id }', record, TEACHER, '2013-11-01T09:00:00+08:00');
    expect(await code(enrolmentId, { expectedVersion: 2 }, TEACHER, '2013-12-03T09:00:00+08:00')).toBe('DEADLINE_PASSED');
    expect(await code(enrolmentId, { expectedVersion: 2 }, TEACHER, '2013-11-29T09:00:00+08:00')).toBeNull();
  });

  test('one of twenty at once; the history only grows', async () => {
    const { enrolmentId } = await graded();
    await expectOneOfTwenty(() => correct(enrolmentId), 'VERSION_CONFLICT');
    expect(await subgraph.sql('select count(*)::int as n from result_correction where enrolment_id = $1', [enrolmentId])).toEqual(
      [{ n: 1 }],
    );
  });

  test('while its credits are stored twenty times: they are void in the end, or never stored', async () => {
    const of = await graded();
    const ground = { source: 'COURSE', enrolmentId: of.enrolmentId, credits: 1, earnedAt: '2013-10-06' };
    const calls: PromiseLike<unknown>[] = Array.from({ length: 20 }, () => creditActs(subgraph).deposit(of, ground));
    calls.splice(10, 0, correct(of.enrolmentId));
    await Promise.all(calls);
    const live = await subgraph.sql(`select from credit_entry where enrolment_id = $1 and status <> 'VOIDED'`, [of.enrolmentId]);
    expect(live).toEqual([]);
  });
});
