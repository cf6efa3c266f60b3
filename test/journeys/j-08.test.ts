import { personId } from '@union-graph/infra/demo';
import { ask, codeOf, good, key } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

const WORKER = 'li-jianguo';
const SCHOOL = 'pei-shuhua';
/** Five terms of Saturdays that are off, each begun after the one before was closed. */
const TERMS = ['2014-03-01', '2014-08-30', '2015-03-07', '2015-08-29', '2016-03-05'];
const MEETINGS = 3;

describe('J-08 农民工上大学 / a migrant worker goes to college', () => {
  const { tell, attempt, given } = story('J-08');
  const send = async (as: string, verb: string, fields: string, input: object, now?: string) => {
    const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { ${fields} } }`;
    return ask(as, query, { input: { idempotencyKey: key(), ...input } }, now);
  };
  const done = async (...of: Parameters<typeof send>) => good(await send(...of))[of[1]];

  test('nominated by the base-level union, checked, examined with 146 points beside 140, admitted', async () => {
    expect((await tell(1)).nominateForDegree.application).toMatchObject({ status: 'NOMINATED', version: 1 });
    expect(codeOf(await attempt(1))).toBe('DUPLICATE');
    expect(codeOf(await attempt(1, { as: 'feng-jing' }))).toBe('FORBIDDEN');
    expect(codeOf(await attempt(2, { as: 'chen-xiaomei' }))).toBe('FORBIDDEN');
    expect((await tell(2)).checkEligibility.application).toMatchObject({
      status: 'ELIGIBLE',
      eligibility: { ok: true, reasons: [] },
    });
    await tell(3);
    const input = { applicationId: given.applicationId, expectedVersion: 3 };
    expect(codeOf(await send(SCHOOL, 'admit', 'application { id }', input))).toBe('INVALID_TRANSITION');
    expect((await tell(4)).importExamScores.report).toMatchObject({ takenCount: 1, passedCount: 1, errors: [] });
    expect((await tell(4)).importExamScores.report).toMatchObject({ takenCount: 0, errors: [] });
    expect((await tell(5)).myDegreeApplication).toMatchObject({ status: 'SCORE_PASSED', examScore: 146, scoreLine: 140 });
    expect((await tell(6)).admit.application).toMatchObject({ status: 'ADMITTED', sponsorship: { totalFen: '600000' } });
  });

  test('a point below the line is not admitted: 吴大勇', async () => {
    const { myDegreeApplication } = good(
      await ask('wu-dayong', '{ myDegreeApplication { id version examScore scoreLine status } }'),
    );
    expect(myDegreeApplication).toMatchObject({ examScore: 139, scoreLine: 140, status: 'SCORE_FAILED' });
    const input = { applicationId: myDegreeApplication.id, expectedVersion: myDegreeApplication.version };
    expect(codeOf(await send(SCHOOL, 'admit', 'application { id }', input))).toBe('THRESHOLD_NOT_MET');
  });

  test('sponsored with 600,000 fen in three yearly parts, the first of which the fund pays to the card', async () => {
    const { instalments } = (await tell(7)).approveSponsorship.sponsorship;
    expect(instalments.map(({ amountFen }: { amountFen: string }) => amountFen)).toEqual(['200000', '200000', '200000']);
    expect(codeOf(await attempt(10))).toBe('INVALID_TRANSITION');
    await tell(8);
    expect((await tell(9)).startStudies.application).toMatchObject({ status: 'STUDYING', sponsorship: { status: 'ACTIVE' } });
    await tell(10);
    const { degreeApplication } = await tell(11);
    expect(degreeApplication).toMatchObject({
      nominatedBy: { nameZh: expect.any(String) },
      programme: { institution: { nameZh: '北京广播电视大学' } },
      member: { nameZh: '李建国' },
    });
    // The union reads its worker's employer, and no payouts.
    expect((await tell(12)).degreeApplication).toMatchObject({
      status: 'STUDYING',
      sponsorship: { payments: [] },
      member: { employer: { headcount: expect.any(Number) } },
    });
    const { disbursements } = good(
      await ask('lin-fang', '{ disbursements(status: RESERVED, first: 100) { nodes { id version source { id } } } }'),
    );
    const payout = disbursements.nodes.find(({ source }: { source: { id: string } }) => source.id === given.instalmentId);
    const step = async (as: string, verb: string, version: number) =>
      (await done(as, verb, 'disbursement { version }', { disbursementId: payout.id, expectedVersion: version })).disbursement
        .version;
    await step(
      'gao-jie',
      'settleDisbursement',
      await step('gao-jie', 'sendDisbursement', await step('guo-wei', 'approveDisbursement', payout.version)),
    );
    await eventually(async () => {
      const { sponsorship } = good(
        await ask(WORKER, '{ myDegreeApplication { sponsorship { instalments { status } payments { status } } } }'),
      ).myDegreeApplication;
      return sponsorship.instalments[0].status === 'PAID' && sponsorship.payments[0].status === 'SETTLED';
    });
  });

  let version = 0;
  /** One term: a session of three Saturdays, all attended, and closed. */
  const study = async (number: number, firstDay: string, courseId: string, teacherId: string): Promise<void> => {
    const days = Array.from({ length: MEETINGS }, (_, at) => new Date(Date.parse(`${firstDay}T01:00:00Z`) + at * 7 * 86_400_000));
    const meetings = days.map((start) => ({
      start: start.toISOString(),
      end: new Date(start.getTime() + 3 * 3_600_000).toISOString(),
    }));
    const before = `${Number(firstDay.slice(0, 4))}-01-10T10:00:00+08:00`;
    const { session } = await done(
      SCHOOL,
      'openCourseSession',
      'session { id }',
      { courseId, teacherId, capacity: 40, meetings },
      before,
    );
    const { enrolment } = await done(WORKER, 'enrol', 'enrolment { id }', { sessionId: session.id }, before);
    const later = (at: number) => new Date((days[at] as Date).getTime() + 4 * 3_600_000).toISOString();
    for (const [at, { start }] of meetings.entries())
      await done(
        SCHOOL,
        'markAttendance',
        'markedCount',
        { sessionId: session.id, meetingStart: start, marks: [{ enrolmentId: enrolment.id, mark: 'PRESENT' }] },
        later(at),
      );
    const over = later(MEETINGS - 1);
    await done(
      SCHOOL,
      'recordResult',
      'enrolment { status }',
      { enrolmentId: enrolment.id, expectedVersion: 2, result: 'PASSED', score: 85 },
      over,
    );
    const { application } = await done(
      SCHOOL,
      'recordTermResult',
      'application { version status creditsEarned terms { term passed } }',
      { applicationId: given.applicationId, expectedVersion: version, term: number, sessionIds: [session.id] },
      over,
    );
    expect(application).toMatchObject({ status: 'STUDYING', creditsEarned: 16 * number });
    version = application.version;
  };

  test('five terms of Saturdays, then the diploma with a vocational certificate, and not without', async () => {
    version = given.studyingVersion as number;
    const { courses } = good(
      await ask(SCHOOL, '{ courses(kind: DEGREE) { nodes { id institution { id } sessions { teacher { id } } } } }'),
    );
    const [known] = courses.nodes;
    const teacherId = known.sessions[0].teacher.id;
    for (const [at, day] of TERMS.entries()) {
      const course = await done(SCHOOL, 'createCourse', 'course { id }', {
        institutionId: known.institution.id,
        nameZh: `行政管理第${at + 1}学期`,
        kind: 'DEGREE',
        hours: 120,
        credits: 16,
      });
      await study(at + 1, day, course.course.id, teacherId);
    }
    const now = '2016-06-20T10:00:00+08:00';
    const { certificate } = await done(
      WORKER,
      'recordCertificate',
      'certificate { id version }',
      {
        memberId: personId(WORKER),
        kind: 'VOCATIONAL_QUALIFICATION',
        level: 4,
        occupationCode: '6-05-02-01',
        certNo: '1501004016200808',
        issuedBy: '北京市人力资源和社会保障局',
        issuedAt: '2015-06-12',
      },
      now,
    );
    const input = {
      applicationId: given.applicationId,
      expectedVersion: version,
      certificateId: certificate.id,
      diplomaNo: '511651201606000777',
    };
    expect(codeOf(await send(SCHOOL, 'recordGraduation', 'application { id }', input, now))).toBe('VALIDATION_FAILED');
    await done(
      'shen-ping',
      'verifyCertificate',
      'certificate { status }',
      {
        certificateId: certificate.id,
        expectedVersion: certificate.version,
        finding: 'NUMBER_FOUND',
        issuerRef: '京人社鉴2016-0777',
      },
      now,
    );
    const { application } = await done(
      SCHOOL,
      'recordGraduation',
      'application { status diplomaNo sponsorship { status } vocationalCertificate { certNo } }',
      input,
      now,
    );
    expect(application).toMatchObject({ status: 'GRADUATED', sponsorship: { status: 'COMPLETED' } });
    expect(
      good(await ask(WORKER, '{ myDegreeApplication { status vocationalCertificate { certNo } } }')).myDegreeApplication,
    ).toEqual({
      status: 'GRADUATED',
      vocationalCertificate: { certNo: '1501004016200808' },
    });
  });
});
