import { newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { CITY, degreeActs, SCHOOL } from '../../test/degree.ts';
import { type Taught, termBuilders } from '../../test/terms.ts';
import { training } from '../subgraph.ts';

const TERM = 'term attempt meetings attended truancies credits passed correctedAt correctedBecause';
const FIELDS = `application { id version status creditsEarned sponsorship { status } terms { ${TERM} } correctedTerms { ${TERM} } }`;

describe('a term that was closed by the wrong sessions is closed anew (SKL-INV-5)', () => {
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
  const asked = async ({ at }: Student) => ({ applicationId: at.id, expectedVersion: (await acts.read(at.id)).version });
  const close = async (of: Student, term: number, taught: Taught = {}, now?: string) => {
    const sessionId = await teach(of, taught);
    const answer = await call('recordTermResult', FIELDS, { ...(await asked(of)), term, sessionIds: [sessionId] }, SCHOOL, now);
    return { sessionId, application: answer.data.recordTermResult.application };
  };
  const correct = async (of: Student, sessionIds: readonly string[], more: object = {}, viewer = SCHOOL, now?: string) =>
    call('correctTermResult', FIELDS, { ...(await asked(of)), sessionIds, reason: '班次选错', ...more }, viewer, now);
  const code = (answer: ReturnType<typeof correct>) => subgraph.code(answer);

  test('whether it counts and its credits follow, both ways; what was written down before stays', async () => {
    const of = await student();
    const { sessionId: wrong, application } = await close(of, 1, { meetings: 6, attended: 2 });
    expect(application.terms).toMatchObject([{ attended: 2, passed: false, correctedAt: null }]);
    const right = await teach(of, { meetings: 6, attended: 5, from: '2013-06-01' });
    const { data } = await correct(of, [right]);
    expect(data.correctTermResult.application).toMatchObject({
      ...{ status: 'STUDYING', creditsEarned: 16 },
      terms: [{ term: 1, attempt: 1, attended: 5, passed: true, correctedAt: null }],
      correctedTerms: [{ term: 1, attempt: 1, attended: 2, passed: false, correctedBecause: '班次选错' }],
    });
    const back = (await correct(of, [wrong], { reason: '更正有误' })).data.correctTermResult.application;
    expect(back).toMatchObject({
      creditsEarned: 0,
      terms: [{ attended: 2, passed: false }],
      correctedTerms: [{}, { passed: true }],
    });
    const again = await close(of, 1, { meetings: 6, attended: 6, from: '2013-07-06' });
    expect(again.application.terms).toMatchObject([{ attempt: 1 }, { attempt: 2, passed: true }]);
  });

  test('credits follow a result that was corrected; the term is closed anew to say so itself', async () => {
    const of = await student();
    const { sessionId } = await close(of, 1, { meetings: 6, attended: 6 });
    const recorded = `update enrolment set result_at = '2013-10-18T02:00:00Z' where session_id = $1 returning id`;
    const [place] = await subgraph.sql(recorded, [sessionId]);
    const grade = { enrolmentId: place?.id, expectedVersion: 1, result: 'FAILED', score: 40, reason: '登记时看错一行' };
    expect(await subgraph.code(call('correctResult', 'enrolment { id }', grade, SCHOOL, '2013-10-19T10:00:00+08:00'))).toBeNull();
    const earned = await subgraph.ask(SCHOOL, `{ degreeApplication(id: "${of.at.id}") { creditsEarned terms { credits } } }`);
    expect(earned.data.degreeApplication).toEqual({ creditsEarned: 0, terms: [{ credits: 16 }] });
    expect((await correct(of, [sessionId])).data.correctTermResult.application).toMatchObject({
      creditsEarned: 0,
      terms: [{ credits: 0 }],
    });
  });

  test('more truancies than are allowed end the studies and stop the sponsorship', async () => {
    const of = await student();
    await close(of, 1, { meetings: 6, attended: 6 });
    const truant = await teach(of, { meetings: 13, attended: 9, truancies: 4, from: '2013-06-01' });
    const { application } = (await correct(of, [truant])).data.correctTermResult;
    expect(application).toMatchObject({ status: 'DISMISSED', sponsorship: { status: 'STOPPED' }, terms: [{ passed: false }] });
    expect(await code(correct(of, [truant]))).toBe('INVALID_TRANSITION');
  });

  test('the last closed term only, for thirty days, by its institution, and with sessions that are right', async () => {
    const of = await student();
    const session = await teach(of);
    expect(await code(correct(of, [session]))).toBe('INVALID_TRANSITION');
    const first = await close(of, 1, {}, '2013-10-19T10:00:00+08:00');
    await close(of, 2);
    // The session of the first term is counted there, and stays so.
    expect(await code(correct(of, [first.sessionId]))).toBe('VALIDATION_FAILED');
    expect((await correct(of, [session])).data.correctTermResult.application.terms).toMatchObject([{ term: 1 }, { term: 2 }]);
    expect(await code(correct(of, []))).toBe('BAD_USER_INPUT');
    expect(await code(correct(of, [session], { reason: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await code(correct(of, [newId()]))).toBe('NOT_FOUND');
    expect(await code(correct(of, [session], { expectedVersion: 1 }))).toBe('VERSION_CONFLICT');
    expect(await code(correct(of, [session], {}, CITY))).toBe('FORBIDDEN');
    expect(await code(correct(of, [session], {}, staff(newId(), 'TEACHER', '/city/110101/')))).toBe('NOT_FOUND');
    expect(await code(correct(of, [session], {}, SCHOOL, '2013-11-20T10:00:00+08:00'))).toBe('DEADLINE_PASSED');
  });

  test('one of twenty at once; the database keeps one term that stands, and the diploma counts that alone', async () => {
    const of = await student();
    await close(of, 1);
    const right = await teach(of, { from: '2013-06-01' });
    const input = { ...(await asked(of)), sessionIds: [right], reason: '班次选错' };
    await expectOneOfTwenty(() => call('correctTermResult', FIELDS, input, SCHOOL), 'VERSION_CONFLICT');
    const copy = `insert into degree_term (id, application_id, term, attempt, meetings, attended, truancies, credits, passed, recorded_by, recorded_at)
      select gen_random_uuid(), application_id, term, attempt, meetings, attended, truancies, credits, passed, recorded_by, recorded_at
      from degree_term where application_id = $1 and corrected_at is null`;
    await expect(subgraph.sql(copy, [of.at.id])).rejects.toMatchObject({ constraint: 'degree_term_once' });
    for (const term of [2, 3, 4]) await close(of, term);
    const certificate = await acts.build.certificate({ member_id: of.memberId, status: 'VALID' });
    await expect(
      subgraph.sql(
        `update degree_application set status = 'GRADUATED', ended_on = '2013-10-19', diploma_no = 'X1', certificate_id = $2 where id = $1`,
        [of.at.id, certificate.id],
      ),
    ).rejects.toThrow('is not graduated');
  });
});
