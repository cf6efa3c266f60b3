import { newId } from '@union-graph/subgraph';
import { eventually, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const RECORD = 'mutation ($input: RecordResultInput!) { recordResult(input: $input) { enrolment { id status version } } }';
const TEACHER = staff(newId(), 'TEACHER', CHAOYANG);
const OVER = { starts_at: '2013-09-14T01:00:00Z', ends_at: '2013-09-28T04:00:00Z', capacity: 100 };

describe('recordResult (2.3.2, IND-04)', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, {
      subscribers: listenerTo('training'),
    });
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  let arrivals = 0;
  const enrolled = async (sessionId: string, { memberId = newId() as string, status = 'CONFIRMED', path = CHAOYANG } = {}) => {
    const place = { id: newId(), member_id: memberId, session_id: sessionId, status, arrival: ++arrivals };
    await build.insert('enrolment', { ...place, enrolled_at: '2013-09-01T01:00:00Z', scope_path: path });
    return place.id;
  };
  const safety = async (more: object = {}): Promise<string> =>
    (await build.session({ ...OVER, ...more }, { covers_safety: true })).id;
  const record = (enrolmentId: string, more: object = {}, viewer = TEACHER) =>
    subgraph.ask(viewer, RECORD, {
      input: { idempotencyKey: key(), enrolmentId, expectedVersion: 1, result: 'PASSED', ...more },
    });
  const code = (...given: Parameters<typeof record>) => subgraph.code(record(...given));
  const told = async (type: string) =>
    (
      await subgraph.sql<{ data: { scopePath: string; numerator: number; denominator: number } }>(
        `select event->'data' as data from event_delivery where event->>'type' = $1 order by id`,
        [`training.${type}`],
      )
    ).map(({ data }) => data);

  const allCounted = () =>
    eventually(
      async () => (await subgraph.sql(`select from graphile_worker._private_jobs where key like 'safety %'`)).length === 0,
    );

  test('a teacher who has a place records no result of their own', async () => {
    const id = newId();
    const own = await enrolled(await safety(), { memberId: id });
    expect(await code(own, {}, staff(id, 'TEACHER', CHAOYANG))).toBe('SEPARATION_OF_DUTIES');
  });

  test('distinct workers who passed, of those who are known: for the city and the district', async () => {
    const [twice, elsewhere] = [newId(), newId()];
    for (const [memberId, path] of [
      [twice, CHAOYANG],
      [newId(), CHAOYANG],
      [elsewhere, '/city/110101/'],
    ])
      await build.insert('member_place', { member_id: memberId, scope_path: path, seen_version: 1 });
    const [first, second] = [await safety(), await safety()];
    const answer = await record(await enrolled(first, { memberId: twice }));
    expect(answer.data.recordResult.enrolment).toMatchObject({ status: 'PASSED', version: 2 });
    await record(await enrolled(second, { memberId: twice }));
    await record(await enrolled(second, { memberId: elsewhere, path: '/city/110101/' }));
    await record(await enrolled(second), { result: 'FAILED' });
    await record(await enrolled((await build.session(OVER)).id));
    const measure = { code: 'IND-04', period: '2013' };
    await allCounted();
    const last = new Map((await told('indicator.measured')).map((one) => [one.scopePath, one]));
    expect([...last.values()].sort((one, other) => (one.scopePath < other.scopePath ? -1 : 1))).toEqual([
      { ...measure, scopePath: '/city/', numerator: 2, denominator: 3 },
      { ...measure, scopePath: '/city/110101/', numerator: 1, denominator: 1 },
      { ...measure, scopePath: CHAOYANG, numerator: 1, denominator: 2 },
    ]);
    expect(await told('enrolment.completed')).toHaveLength(5);
  });

  test('who is marked present at a meeting did come: no NO_SHOW until the mark is corrected', async () => {
    const { id: session } = await build.session(OVER);
    const enrolmentId = await enrolled(session);
    const meeting = { session_id: session, starts_at: OVER.starts_at };
    await build.insert('meeting', { ...meeting, ends_at: '2013-09-14T04:00:00Z' });
    await build.insert('attendance', {
      ...meeting,
      enrolment_id: enrolmentId,
      mark: 'PRESENT',
      by_code: false,
      marked_by: newId(),
      marked_at: '2013-10-18T02:00:00Z',
    });
    const answer = await record(enrolmentId, { result: 'NO_SHOW', score: null });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'result' });
    await subgraph.sql(`update attendance set mark = 'ABSENT' where enrolment_id = $1`, [enrolmentId]);
    expect((await record(enrolmentId, { result: 'NO_SHOW', score: null })).data.recordResult.enrolment.status).toBe('NO_SHOW');
  });

  test('a teacher sees who is enrolled in the sessions of the institution, nobody else does', async () => {
    const session = await safety();
    const ids = [await enrolled(session), await enrolled(session)];
    const read = async (viewer: typeof TEACHER) =>
      (await subgraph.ask(viewer, `{ courseSession(id: "${session}") { enrolments(first: 10) { totalCount nodes { id } } } }`))
        .data.courseSession.enrolments;
    expect(await read(TEACHER)).toEqual({ totalCount: 2, nodes: ids.map((id) => ({ id })) });
    for (const viewer of [staff(newId(), 'TEACHER', '/city/110101/'), member(newId()), staff(newId(), 'VENUE_MANAGER')])
      expect(await read(viewer)).toEqual({ totalCount: 0, nodes: [] });
    expect((await read(staff(newId(), 'DISTRICT_ADMIN', CHAOYANG))).totalCount).toBe(2);
  });

  test('refusals: whose session it is, what is not over, who had no place, results are told once', async () => {
    const id = await enrolled(await safety());
    const strangers = [staff(newId(), 'TEACHER', '/city/110101/'), staff(newId(), 'CITY_DEPT'), member(newId())];
    for (const viewer of strangers) expect(await code(id, {}, viewer)).toBe('NOT_FOUND');
    for (const none of ['x', newId()]) expect(await code(none)).toBe('NOT_FOUND');
    expect(await code(id, { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    expect(await code(id, { result: 'CONFIRMED' })).toBe('BAD_USER_INPUT');
    expect(await code(await enrolled(await safety({ ends_at: '2013-10-19T03:00:00Z' })))).toBe('INVALID_TRANSITION');
    expect(await code(await enrolled(await safety(), { status: 'WAITLISTED' }))).toBe('INVALID_TRANSITION');
    expect(await code(id)).toBeNull();
    expect(await code(id, { expectedVersion: 2, result: 'FAILED' })).toBe('INVALID_TRANSITION');
  });

  test('the same key gives the same answer; twenty who pass at once are all counted', async () => {
    const session = await safety();
    const [id, idempotencyKey] = [await enrolled(session), key()];
    const first = await record(id, { idempotencyKey });
    expect(await record(id, { idempotencyKey })).toEqual(first);
    expect(await code(id, { idempotencyKey, result: 'FAILED' })).toBe('IDEMPOTENCY_MISMATCH');
    const ids = await Promise.all(Array.from({ length: 20 }, () => enrolled(session)));
    await allCounted();
    const before = (await told('indicator.measured')).length;
    const passed = Math.max(...(await told('indicator.measured')).map(({ numerator }) => numerator));
    expect(new Set(await Promise.all(ids.map((one) => code(one))))).toEqual(new Set([null]));
    await allCounted();
    const since = (await told('indicator.measured')).slice(before);
    expect(Math.max(...since.map(({ numerator }) => numerator))).toBe(passed + 20);
  });
});
