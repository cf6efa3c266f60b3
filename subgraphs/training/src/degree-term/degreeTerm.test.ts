import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, expectOneOfTwenty, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { CHAOYANG } from '../../test/builders.ts';
import { type Applied, CITY, DISTRICT, degreeActs, OFFICER, SCHOOL } from '../../test/degree.ts';
import { type Taught, termBuilders } from '../../test/terms.ts';
import { training } from '../subgraph.ts';

const FIELDS =
  'application { id version status endedBecause diplomaNo creditsEarned vocationalCertificate { id } sponsorship { status } terms { term attempt meetings attended truancies attendanceBp credits passed } }';

describe('terms and diplomas of the degree plan (SKL-INV-5, SKL-INV-6)', () => {
  let subgraph: TestSubgraph;
  let acts: ReturnType<typeof degreeActs>;
  let teach: ReturnType<typeof termBuilders>;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    acts = degreeActs(subgraph);
    teach = termBuilders(subgraph);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const codeOf = (sent: ReturnType<TestSubgraph['ask']>) => subgraph.code(sent);
  const student = async () => {
    const of = await acts.candidate();
    const at = await acts.reach('STUDYING', of);
    await acts.approve(at);
    const [programme] = await subgraph.sql<{ institutionId: string }>(
      'select institution_id as "institutionId" from degree_programme where id = $1',
      [of.programmeId],
    );
    return { ...of, at, institutionId: programme?.institutionId as string };
  };
  type Student = Awaited<ReturnType<typeof student>>;
  const close = (at: Pick<Applied, 'id' | 'version'>, term: number, sessionIds: readonly string[], viewer = SCHOOL) =>
    call('recordTermResult', FIELDS, { applicationId: at.id, expectedVersion: at.version, term, sessionIds }, viewer);
  const versionOf = async (id: string) => (await acts.read(id)).version;
  const term = async (of: Student, number: number, taught: Taught = {}) =>
    close({ id: of.at.id, version: await versionOf(of.at.id) }, number, [await teach(of, taught)]);
  const certificateOf = ({ memberId }: Student, given: object = {}) =>
    acts.build.certificate({ member_id: memberId, status: 'VALID', ...given });
  const graduate = async (of: Student, certificateId: unknown, given: object = {}, viewer = SCHOOL) =>
    call(
      'recordGraduation',
      FIELDS,
      {
        applicationId: of.at.id,
        expectedVersion: await versionOf(of.at.id),
        certificateId,
        diplomaNo: `5116${of.memberId.slice(-8)}`.toUpperCase(),
        ...given,
      },
      viewer,
    );

  test('two thirds of the meetings are enough, a meeting less is not; the term is then repeated', async () => {
    const of = await student();
    const failed = (await term(of, 1, { meetings: 6, attended: 3, truancies: 3 })).data.recordTermResult.application;
    expect(failed).toMatchObject({ status: 'STUDYING', terms: [{ term: 1, attempt: 1, attendanceBp: 5000, passed: false }] });
    const { data } = await term(of, 1, { meetings: 6, attended: 4, from: '2013-06-01' });
    expect(data.recordTermResult.application).toMatchObject({
      creditsEarned: 16,
      terms: [
        { attempt: 1, passed: false },
        { term: 1, attempt: 2, meetings: 6, attended: 4, truancies: 0, attendanceBp: 6666, credits: 16, passed: true },
      ],
    });
  });

  test('a fourth truancy in a term ends the studies, and the sponsorship stops', async () => {
    const of = await student();
    const { data } = await term(of, 1, { meetings: 13, attended: 9, truancies: 4 });
    expect(data.recordTermResult.application).toMatchObject({
      status: 'DISMISSED',
      endedBecause: '第1学期旷课4次，超过3次',
      sponsorship: { status: 'STOPPED' },
      terms: [{ passed: false }],
    });
    const { sponsorship } = await acts.read(of.at.id);
    expect(await codeOf(acts.release(sponsorship?.instalments[0] as never))).toBe('INVALID_TRANSITION');
    expect(await codeOf(term(of, 1))).toBe('INVALID_TRANSITION');
  });

  test('sessions are checked: whose, which kind, over, marked, with a result, once', async () => {
    const of = await student();
    const version = await versionOf(of.at.id);
    const at = { id: of.at.id, version };
    const good = await teach(of);
    const unmarked = await teach(of);
    await subgraph.sql(
      'delete from attendance where session_id = $1 and starts_at = (select max(starts_at) from meeting where session_id = $1)',
      [unmarked],
    );
    const bad = [
      await teach(of, { kind: 'SKILL' }),
      await teach({ ...of, institutionId: (await acts.build.programme()).institution_id }),
      await teach({ ...of, memberId: newId() }),
      await teach(of, { result: 'ATTENDING' }),
      await teach(of, { from: '2013-09-21' }),
      unmarked,
    ];
    for (const [nth, id] of bad.entries())
      expect([nth, await codeOf(close(at, 1, [good, id]))]).toEqual([nth, 'VALIDATION_FAILED']);
    expect(await codeOf(close(at, 1, [newId()]))).toBe('NOT_FOUND');
    for (const ids of [[], ['x']]) expect(await codeOf(close(at, 1, ids))).toBe('BAD_USER_INPUT');
    for (const number of [0, 6]) expect(await codeOf(close(at, number, [good]))).toBe('BAD_USER_INPUT');
    expect(await codeOf(close(at, 2, [good]))).toBe('INVALID_TRANSITION');
    for (const [viewer, code] of [
      [CITY, 'FORBIDDEN'],
      [OFFICER, 'FORBIDDEN'],
      [staff(newId(), 'TEACHER', '/city/110101/'), 'NOT_FOUND'],
    ] as const)
      expect(await codeOf(close(at, 1, [good], viewer))).toBe(code);
    await expectOneOfTwenty(() => close(at, 1, [good], staff(newId(), 'TEACHER', CHAOYANG)), 'VERSION_CONFLICT');
    expect(await codeOf(close({ ...at, version: version + 1 }, 2, [good]))).toBe('VALIDATION_FAILED');
  });

  test('five terms, the credits and a confirmed certificate make a diploma, and nothing less', async () => {
    const of = await student();
    const certificate = await certificateOf(of);
    for (const number of [1, 2, 3, 4]) await term(of, number);
    expect(await codeOf(graduate(of, certificate.id))).toBe('THRESHOLD_NOT_MET');
    await term(of, 5, { credits: 11 });
    const refused = await graduate(of, certificate.id);
    expect([refused.errors?.[0]?.extensions.code, refused.errors?.[0]?.message]).toEqual([
      'THRESHOLD_NOT_MET',
      expect.stringContaining('has 75 credits'),
    ]);
    await subgraph.sql(
      `update course set credits = 12 where id = (select course_id from course_session s join degree_term_session d
      on d.session_id = s.id join degree_term t on t.id = d.term_id where t.application_id = $1 and t.term = 5)`,
      [of.at.id],
    );
    const others = [
      await certificateOf(of, { status: 'RECORDED' }),
      await certificateOf(of, { status: 'REVOKED' }),
      await certificateOf(of, { kind: 'POST_PERMIT', level: null }),
    ];
    for (const { id } of others) expect(await codeOf(graduate(of, id))).toBe('VALIDATION_FAILED');
    for (const id of [(await acts.build.certificate({ status: 'VALID' })).id, newId(), 'x'])
      expect(await codeOf(graduate(of, id))).toBe('NOT_FOUND');
    expect(await codeOf(graduate(of, certificate.id, { diplomaNo: '12' }))).toBe('BAD_USER_INPUT');
    for (const viewer of [CITY, DISTRICT]) expect(await codeOf(graduate(of, certificate.id, {}, viewer))).toBe('FORBIDDEN');
    const { data } = await graduate(of, certificate.id);
    expect(data.recordGraduation.application).toMatchObject({
      status: 'GRADUATED',
      creditsEarned: 76,
      sponsorship: { status: 'COMPLETED' },
    });
    expect((await eventsAbout(subgraph.sql, of.at.id)).filter(({ type }) => type === 'training.graduated')).toMatchObject([
      { data: { memberId: of.memberId, programmeId: of.programmeId } },
    ]);
    expect(await codeOf(graduate(of, certificate.id))).toBe('INVALID_TRANSITION');
  });

  test('a course brings its credits once, in however many sessions it was passed, and in the credit bank or here', async () => {
    const of = await student();
    const [first, second, other] = [await teach(of), await teach(of), await teach(of, { credits: 5 })];
    const joinCourse = (sessionId: string) =>
      subgraph.sql('update course_session set course_id = (select course_id from course_session where id = $1) where id = $2', [
        first,
        sessionId,
      ]);
    await joinCourse(second);
    const at = { id: of.at.id, version: await versionOf(of.at.id) };
    expect((await close(at, 1, [first, second])).data.recordTermResult.application).toMatchObject({
      creditsEarned: 16,
      terms: [{ credits: 16 }],
    });
    const third = await teach(of, { from: '2013-06-01' });
    await joinCourse(third);
    const next = (await close({ ...at, version: at.version + 1 }, 2, [third, other])).data.recordTermResult.application;
    expect(next).toMatchObject({ creditsEarned: 21, terms: [{}, { credits: 21 }] });
    const [place] = await subgraph.sql('select id from enrolment where session_id = $1 and member_id = $2', [third, of.memberId]);
    const stored = {
      institutionId: of.institutionId,
      memberId: of.memberId,
      source: 'COURSE',
      enrolmentId: place?.id,
      credits: 16,
    };
    const input = { ...stored, earnedAt: '2013-10-01', evidence: '课程合格' };
    expect(await codeOf(call('depositCredits', 'entry { id }', input, SCHOOL))).toBeNull();
    const earned = await subgraph.ask(SCHOOL, `{ degreeApplication(id: "${of.at.id}") { creditsEarned } }`);
    expect(earned.data.degreeApplication.creditsEarned).toBe(5);
  });

  test('the database gives no diploma without terms and certificate', async () => {
    const of = await student();
    const certificate = await certificateOf(of);
    await expect(
      subgraph.sql(
        `update degree_application set status = 'GRADUATED', ended_on = '2013-10-19', diploma_no = 'X1', certificate_id = $2 where id = $1`,
        [of.at.id, certificate.id],
      ),
    ).rejects.toThrow('is not graduated');
  });

  test.each(['2013-10-12T01:00:00Z', '2013-10-18T01:00:00Z', '2013-10-01T01:00:00Z'])(
    'the database itself holds no meeting of the degree plan at %s, a working day or a holiday in the week',
    async (starts_at) => {
      const { id } = await acts.build.session({}, { kind: 'DEGREE' });
      const meeting = { session_id: id, starts_at, ends_at: new Date(Date.parse(starts_at) + 3_600_000) };
      await expect(acts.build.insert('meeting', meeting)).rejects.toThrow('a working day');
    },
  );
});
