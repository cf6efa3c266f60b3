import { newId } from '@union-graph/subgraph';
import { caller, expectReplay, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const TEACHER = staff(newId(), 'TEACHER', CHAOYANG);
const START = '2013-10-19T01:00:00.000Z';
/** The test's now is two o'clock, Greenwich: the meeting goes on. */
const LATER = '2013-10-20T01:00:00.000Z';

describe('attendance', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    build = builders(subgraph);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const codeOf = (sent: ReturnType<TestSubgraph['ask']>) => subgraph.code(sent);
  const session = async (places: number, status = 'CONFIRMED') => {
    const { id } = await build.session({
      capacity: 1000,
      enrolled_count: places,
      starts_at: START,
      ends_at: '2013-10-20T04:00:00Z',
    });
    for (const starts_at of [START, LATER])
      await build.insert('meeting', { session_id: id, starts_at, ends_at: new Date(Date.parse(starts_at) + 3 * 3_600_000) });
    const memberIds = Array.from({ length: places }, () => newId());
    const ids = memberIds.map(() => newId());
    await subgraph.sql(
      `insert into enrolment (id, member_id, session_id, status, arrival, enrolled_at, scope_path)
       select e.id, e.member_id, $1, $2, e.at, '2013-10-01T00:00:00Z', $3 from unnest($4::uuid[], $5::uuid[]) with ordinality as e(id, member_id, at)`,
      [id, status, UNION, ids, memberIds],
    );
    return { id, ids, memberIds };
  };
  const mark = (
    sessionId: string,
    marks: readonly (readonly [string, string])[],
    given: object = {},
    viewer = TEACHER,
    now?: string,
  ) =>
    call(
      'markAttendance',
      'markedCount session { enrolments(first: 3) { nodes { status attendanceBp attendance { meetingStart mark byCode } } } }',
      { sessionId, meetingStart: START, marks: marks.map(([enrolmentId, one]) => ({ enrolmentId, mark: one })), ...given },
      viewer,
      now,
    );

  test('a teacher who has a place does not mark it', async () => {
    const { id, ids, memberIds } = await session(2);
    const [own, other] = ids as [string, string];
    const teacher = staff(memberIds[0] as string, 'TEACHER', CHAOYANG);
    expect(await codeOf(mark(id, [[own, 'PRESENT']], {}, teacher))).toBe('SEPARATION_OF_DUTIES');
    expect(await codeOf(mark(id, [[other, 'PRESENT']], {}, teacher))).toBeNull();
  });

  test('a class of 200 in one call, with as many statements as one of three; a mark is corrected', async () => {
    const [big, small] = [await session(200), await session(3)];
    const all = big.ids.map((id, at) => [id, at % 4 === 0 ? 'ABSENT' : 'PRESENT'] as const);
    expect((await mark(big.id, all)).data.markAttendance.markedCount).toBe(200);
    const [counted] = await subgraph.sql(
      `select count(*) filter (where status = 'ATTENDING')::int as came, count(*) filter (where status = 'CONFIRMED')::int as stayed from enrolment where session_id = $1`,
      [big.id],
    );
    expect(counted).toEqual({ came: 150, stayed: 50 });
    const [first, second, third] = small.ids as [string, string, string];
    await mark(small.id, [
      [first, 'PRESENT'],
      [second, 'EXCUSED'],
      [third, 'ABSENT'],
    ]);
    await mark(small.id, [[third, 'PRESENT']]);
    const { data } = await mark(small.id, [[first, 'ABSENT']], { meetingStart: LATER }, TEACHER, '2013-10-20T02:00:00Z');
    expect(data.markAttendance.session.enrolments.nodes).toEqual([
      {
        status: 'ATTENDING',
        attendanceBp: 5000,
        attendance: [
          { meetingStart: START, mark: 'PRESENT', byCode: false },
          { meetingStart: LATER, mark: 'ABSENT', byCode: false },
        ],
      },
      { status: 'CONFIRMED', attendanceBp: 0, attendance: [{ meetingStart: START, mark: 'EXCUSED', byCode: false }] },
      { status: 'ATTENDING', attendanceBp: 10000, attendance: [{ meetingStart: START, mark: 'PRESENT', byCode: false }] },
    ]);
  });

  test('refusals: another class, another institution, ahead, twice, without a place', async () => {
    const [one, other, done] = [await session(2), await session(1), await session(1, 'PASSED')];
    const [id] = one.ids as [string];
    expect(await codeOf(mark(one.id, [[other.ids[0] as string, 'PRESENT']]))).toBe('NOT_FOUND');
    for (const viewer of [
      staff(newId(), 'TEACHER', '/city/110101/'),
      staff(newId(), 'CITY_DEPT'),
      member(one.memberIds[0] as string),
    ])
      expect(await codeOf(mark(one.id, [[id, 'PRESENT']], {}, viewer))).toBe('FORBIDDEN');
    expect(await codeOf(mark(newId(), [[id, 'PRESENT']]))).toBe('NOT_FOUND');
    expect(await codeOf(mark(one.id, [[id, 'PRESENT']], { meetingStart: LATER }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(mark(one.id, [[id, 'PRESENT']], { meetingStart: '2013-10-19T01:00:01Z' }))).toBe('NOT_FOUND');
    expect(
      await codeOf(
        mark(one.id, [
          [id, 'PRESENT'],
          [id.toUpperCase(), 'ABSENT'],
        ]),
      ),
    ).toBe('BAD_USER_INPUT');
    for (const marks of [[], [['x', 'PRESENT']], [[id, 'LATE']], Array.from({ length: 1001 }, () => [newId(), 'PRESENT'])])
      expect(await codeOf(mark(one.id, marks as [string, string][]))).toBe('BAD_USER_INPUT');
    expect(await codeOf(mark(done.id, [[done.ids[0] as string, 'PRESENT']]))).toBe('INVALID_TRANSITION');
    await subgraph.sql(`update course_session set status = 'CANCELLED' where id = $1`, [one.id]);
    expect(await codeOf(mark(one.id, [[id, 'PRESENT']]))).toBe('INVALID_TRANSITION');
  });

  test('the same key gives the same answer; twenty at once leave one mark', async () => {
    const { id, ids } = await session(1);
    const [own] = ids as [string];
    await expectReplay((more) => mark(id, [[own, 'PRESENT']], more), { marks: [{ enrolmentId: own, mark: 'ABSENT' }] });
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => codeOf(mark(id, [[own, at % 2 ? 'PRESENT' : 'ABSENT']]))),
    );
    expect(new Set(codes)).toEqual(new Set([null]));
    expect(await subgraph.sql('select count(*)::int as n from attendance where session_id = $1', [id])).toEqual([{ n: 1 }]);
  });

  test('a code shown in class marks who enters it, while it is valid and for those who have a place', async () => {
    const { id, ids, memberIds } = await session(2);
    const show = (given: object = {}, viewer = TEACHER, now?: string) =>
      call('showAttendanceCode', 'code expiresAt', { sessionId: id, meetingStart: START, ...given }, viewer, now);
    const enter = (code: string, at: number, now?: string) =>
      call(
        'checkInToMeeting',
        'enrolment { id status attendance { mark byCode } }',
        { code },
        member(memberIds[at] as string, UNION),
        now,
      );
    expect(await codeOf(show({ meetingStart: LATER }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(show({}, TEACHER, '2013-10-19T04:00:00Z'))).toBe('VALIDATION_FAILED');
    const refused = (await show({}, staff(newId(), 'TEACHER', '/city/110101/'))).errors?.[0];
    expect([refused?.extensions.code, refused?.message]).toEqual([
      'FORBIDDEN',
      expect.stringContaining('TEACHER or INSTITUTION'),
    ]);
    const { code, expiresAt } = (await show()).data.showAttendanceCode;
    expect([code, expiresAt]).toEqual([expect.stringMatching(/^[A-Z2-9]{8}$/), '2013-10-19T02:15:00.000Z']);
    expect((await enter(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`, 0)).data.checkInToMeeting.enrolment).toEqual({
      id: ids[0],
      status: 'ATTENDING',
      attendance: [{ mark: 'PRESENT', byCode: true }],
    });
    expect(await codeOf(enter(code, 1, '2013-10-19T02:15:00Z'))).toBe('NOT_FOUND');
    expect(await codeOf(enter('ABCDEFGH', 1))).toBe('NOT_FOUND');
    expect(await codeOf(call('checkInToMeeting', 'enrolment { id }', { code }, member(newId(), UNION)))).toBe('NOT_FOUND');
    const next = (await show()).data.showAttendanceCode.code;
    expect(await codeOf(enter(code, 1))).toBe('NOT_FOUND');
    expect(await codeOf(enter(next, 1))).toBeNull();
  });

  test('the teacher’s own mark stands before the code: absent and excused are corrected by the teacher', async () => {
    const { id, ids, memberIds } = await session(2);
    const mark = (at: number, word: string) =>
      call(
        'markAttendance',
        'markedCount',
        { sessionId: id, meetingStart: START, marks: [{ enrolmentId: ids[at], mark: word }] },
        TEACHER,
      );
    const { code } = (await call('showAttendanceCode', 'code', { sessionId: id, meetingStart: START }, TEACHER)).data
      .showAttendanceCode;
    const enter = (at: number) => call('checkInToMeeting', 'enrolment { id }', { code }, member(memberIds[at] as string, UNION));
    for (const word of ['ABSENT', 'EXCUSED']) {
      await mark(0, word);
      expect(await codeOf(enter(0))).toBe('INVALID_TRANSITION');
    }
    await mark(0, 'PRESENT');
    expect(await codeOf(enter(0))).toBeNull();
    // Entered first, the teacher still has the last word.
    expect(await codeOf(enter(1))).toBeNull();
    await mark(1, 'ABSENT');
    expect(await subgraph.sql('select mark from attendance where enrolment_id = $1', [ids[1]])).toEqual([{ mark: 'ABSENT' }]);
    expect(await codeOf(enter(1))).toBe('INVALID_TRANSITION');
  });
});
