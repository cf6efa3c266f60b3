import { personId } from '@union-graph/infra/demo';
import { ask, codeOf, good, key } from '../house/client.ts';
import { eventually } from '../house/house.ts';

const [TEACHER, SCHOOL, CITY] = ['zhong-lixin', 'pei-shuhua', 'shen-ping'];
const PAYOUTS = 'query { disbursements(status: RESERVED, first: 100) { nodes { id version amountFen source { id } } } }';
const OFFICERS = 'staff { id nameZh } cityHours districtHours compliant';

describe('教育培训的一天 / a day in training: a teacher, two districts, the university and the city', () => {
  const send = async (as: string, verb: string, fields: string, input: object, now?: string) =>
    ask(
      as,
      `mutation ($input: ${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${fields} } }`,
      { input: { idempotencyKey: key(), ...input } },
      now,
    );
  const done = async (...of: Parameters<typeof send>) => good(await send(...of))[of[1]];
  const refused = async (...of: Parameters<typeof send>) => codeOf(await send(...of));
  /** The payout that the fund set aside for something. */
  const payoutFor = (sourceId: string) =>
    eventually(async () => {
      const { disbursements } = good(await ask('lin-fang', PAYOUTS));
      return disbursements.nodes.find(({ source }: { source: { id: string } }) => source.id === sourceId) as
        | { id: string; version: number; amountFen: string }
        | undefined;
    });
  /** Waits until the fund has heard that something is not to be paid. */
  const withdrawn = (typeName: string, id: string) =>
    eventually(async () => {
      const input = { source: { subgraph: 'training', typeName, id }, accountMasked: '6222 **** **** 0412' };
      return (await refused('lin-fang', 'requestDisbursement', 'disbursement { id }', input)) === 'SOURCE_NOT_APPROVED';
    });

  test('the teacher marks three of a class in one call, corrects one mark, and records how they did', async () => {
    const { courses } = good(
      await ask(
        TEACHER,
        `{ courses(kind: SKILL, first: 5) { nodes { nameZh sessions { id status meetings { start }
           enrolments(first: 10) { nodes { id version status member { nameZh } } } } } } }`,
      ),
    );
    const sessions = courses.nodes.flatMap((course: { sessions: readonly object[] }) => course.sessions);
    const taught = sessions.find(
      ({ status, enrolments }: { status: string; enrolments: { nodes: readonly { status: string }[] } }) =>
        status === 'FINISHED' && enrolments.nodes.length === 4,
    );
    // Somebody else's day has the first of them.
    const [, first, second, third] = taught.enrolments.nodes;
    for (const { start } of taught.meetings) {
      const marks = [first, second, third].map(({ id }) => ({ enrolmentId: id, mark: 'PRESENT' }));
      const { markedCount } = await done(TEACHER, 'markAttendance', 'markedCount', {
        sessionId: taught.id,
        meetingStart: start,
        marks,
      });
      expect(markedCount).toBe(3);
      await done(TEACHER, 'markAttendance', 'markedCount', {
        sessionId: taught.id,
        meetingStart: start,
        marks: [{ enrolmentId: third.id, mark: 'ABSENT' }],
      });
    }
    const result = (of: { id: string; version: number }, more: object) => ({
      enrolmentId: of.id,
      expectedVersion: of.version,
      ...more,
    });
    const read = async () =>
      good(
        await ask(
          TEACHER,
          'query ($id: ID!) { courseSession(id: $id) { enrolments(first: 10) { nodes { id version attendanceBp status } } } }',
          {
            id: taught.id,
          },
        ),
      ).courseSession.enrolments.nodes as { id: string; version: number; attendanceBp: number; status: string }[];
    const now = new Map((await read()).map((one) => [one.id, one]));
    const at = ({ id }: { id: string }) => now.get(id) as { id: string; version: number; attendanceBp: number };
    expect([at(first).attendanceBp, at(third).attendanceBp]).toEqual([10_000, 0]);
    const FIELDS = 'enrolment { status score }';
    expect(await refused(TEACHER, 'recordResult', FIELDS, result(at(first), { result: 'PASSED', score: 101 }))).toBe(
      'BAD_USER_INPUT',
    );
    expect(await refused(TEACHER, 'recordResult', FIELDS, result(at(first), { result: 'NO_SHOW' }))).toBe('VALIDATION_FAILED');
    expect(await refused(SCHOOL, 'recordResult', FIELDS, result(at(first), { result: 'PASSED', score: 90 }))).toBe('NOT_FOUND');
    await done(TEACHER, 'recordResult', FIELDS, result(at(first), { result: 'PASSED', score: 92 }));
    await done(TEACHER, 'recordResult', FIELDS, result(at(second), { result: 'FAILED', score: 42 }));
    await done(TEACHER, 'recordResult', FIELDS, result(at(third), { result: 'NO_SHOW' }));
    const after = new Map((await read()).map(({ id, status }) => [id, status]));
    expect([first, second, third].map(({ id }) => after.get(id))).toEqual(['PASSED', 'FAILED', 'NO_SHOW']);
  });

  test('the city takes the examination authority’s file: tried, then taken but for a row in error; the second time it changes nothing', async () => {
    const { degreeApplications } = good(
      await ask(CITY, '{ degreeApplications(status: EXAM_REGISTERED, examYear: 2013) { nodes { id examNo } } }'),
    );
    const [{ id, examNo }] = degreeApplications.nodes;
    const file = `考生号,年度,总分\n${examNo},2013,151\n999999999999,2013,150\n`;
    const REPORT = 'report { rowCount takenCount unchangedCount passedCount errors { line code } }';
    const take = (dryRun: boolean) =>
      done(CITY, 'importExamScores', REPORT, { examYear: 2013, dryRun, expectedRowCount: 2, file });
    const errors = [{ line: 3, code: 'NOT_FOUND' }];
    const statusOf = async () =>
      good(await ask(SCHOOL, 'query ($id: ID!) { degreeApplication(id: $id) { status } }', { id })).degreeApplication.status;
    expect((await take(true)).report).toMatchObject({ rowCount: 2, takenCount: 1, passedCount: 1, errors });
    expect(await statusOf()).toBe('EXAM_REGISTERED');
    expect((await take(false)).report).toMatchObject({ takenCount: 1, errors });
    expect((await take(false)).report).toMatchObject({ takenCount: 0, unchangedCount: 1, errors });
    expect(await statusOf()).toBe('SCORE_PASSED');
    expect(await refused(SCHOOL, 'importExamScores', REPORT, { examYear: 2013, dryRun: true, file })).toBe('FORBIDDEN');
  });

  test('the university admits who reached the line, and reads their name from then on', async () => {
    const mine = '{ myDegreeApplication { id version status } }';
    const { myDegreeApplication: of } = good(await ask('liu-xiaojun', mine));
    const input = { applicationId: of.id, expectedVersion: of.version };
    expect(await refused(CITY, 'admit', 'application { id }', input)).toBe('FORBIDDEN');
    const { application } = await done(SCHOOL, 'admit', 'application { version status sponsorship { status totalFen } }', input);
    expect(application).toMatchObject({ status: 'ADMITTED', sponsorship: { status: 'PROPOSED', totalFen: '600000' } });
    await eventually(async () => {
      const answer = await ask(SCHOOL, 'query ($id: ID!) { degreeApplication(id: $id) { member { nameZh } } }', { id: of.id });
      return answer.data.degreeApplication.member?.nameZh === '刘小军';
    });
    // Who does not take the place up is not sponsored.
    const given = { applicationId: of.id, expectedVersion: application.version, reason: '工作调动' };
    const { application: ended } = await done(
      'liu-xiaojun',
      'withdrawFromStudies',
      'application { status sponsorship { status } }',
      given,
    );
    expect(ended).toMatchObject({ status: 'WITHDRAWN', sponsorship: { status: 'STOPPED' } });
  });

  test('the city releases an instalment and the fund sets it aside; the studies end, and it is not paid', async () => {
    const now = '2014-03-03T10:00:00+08:00';
    const { degreeApplications } = good(
      await ask(
        CITY,
        '{ degreeApplications(status: STUDYING, examYear: 2012) { nodes { id version sponsorship { instalments { id version status dueAt } } } } }',
        {},
        now,
      ),
    );
    const [student] = degreeApplications.nodes;
    const [paid, due, later] = student.sponsorship.instalments;
    expect([paid.status, due.status]).toEqual(['PAID', 'PLANNED']);
    const release = ({ id, version }: { id: string; version: number }, as = CITY, at = now) =>
      [as, 'releaseInstalment', 'instalment { status }', { instalmentId: id, expectedVersion: version }, at] as const;
    expect(await refused(...release(due, 'feng-jing'))).toBe('FORBIDDEN');
    expect(await refused(...release(due, CITY, '2014-03-01T10:00:00+08:00'))).toBe('VALIDATION_FAILED');
    expect(await refused(...release(later, CITY, '2015-03-03T10:00:00+08:00'))).toBe('INVALID_TRANSITION');
    expect((await done(...release(due))).instalment.status).toBe('PAYMENT_REQUESTED');
    const payout = await payoutFor(due.id);
    expect(payout.amountFen).toBe('200000');
    const end = { applicationId: student.id, expectedVersion: student.version, reason: '返乡' };
    const { application } = await done(
      SCHOOL,
      'withdrawFromStudies',
      'application { status sponsorship { status instalments { status } } }',
      end,
      now,
    );
    expect(application).toMatchObject({
      status: 'WITHDRAWN',
      sponsorship: { status: 'STOPPED', instalments: [{ status: 'PAID' }, { status: 'WITHDRAWN' }, { status: 'CANCELLED' }] },
    });
    await withdrawn('SponsorshipInstalment', due.id);
    const approval = { disbursementId: payout.id, expectedVersion: payout.version };
    expect(await refused('guo-wei', 'approveDisbursement', 'disbursement { status }', approval)).toBe('SOURCE_NOT_APPROVED');
  });

  test('a subsidy is verified by the district and approved by the city; the certificate is revoked, and it is not paid', async () => {
    const certNo = `BJ${key().replaceAll('-', '').slice(0, 16).toUpperCase()}`;
    const { member } = good(await ask('feng-jing', `{ member(id: "${personId('li-jianguo')}") { employer { id } } }`));
    const employerId = member.employer.id;
    const recorded = {
      memberId: personId('li-jianguo'),
      kind: 'VOCATIONAL_QUALIFICATION',
      level: 2,
      occupationCode: '6-05-02-01',
      certNo,
      issuedBy: '北京市人力资源和社会保障局',
      issuedAt: '2013-10-14',
    };
    const { certificate } = await done('li-jianguo', 'recordCertificate', 'certificate { id }', recorded);
    const apply = { certNo, employerId, employedFrom: '2010-03-01' };
    const { application } = await done('li-jianguo', 'applyForSubsidy', 'application { id amountFen }', apply);
    expect(application.amountFen).toBe('100000');
    const FIELDS = 'application { status }';
    const decide = (as: string, decision: string, expectedVersion: number) =>
      [as, 'decideSubsidy', FIELDS, { applicationId: application.id, expectedVersion, decision }] as const;
    expect(await refused(...decide('feng-jing', 'VERIFY', 1))).toBe('VALIDATION_FAILED');
    const verify = { certificateId: certificate.id, expectedVersion: 1, finding: 'NUMBER_FOUND', issuerRef: '京人社鉴核-88' };
    await done(CITY, 'verifyCertificate', 'certificate { status }', verify);
    expect(await refused(...decide(CITY, 'APPROVE', 1))).toBe('INVALID_TRANSITION');
    expect(await refused(...decide('pan-hui', 'VERIFY', 1))).toBe('NOT_FOUND');
    await done(...decide('feng-jing', 'VERIFY', 1));
    expect((await done(...decide(CITY, 'APPROVE', 2))).application.status).toBe('PAYMENT_REQUESTED');
    const payout = await payoutFor(application.id);
    const revoke = { certificateId: certificate.id, expectedVersion: 2, reason: '经查系伪造' };
    await done(CITY, 'revokeCertificate', 'certificate { status }', revoke);
    await withdrawn('SubsidyApplication', application.id);
    const approval = { disbursementId: payout.id, expectedVersion: payout.version };
    expect(await refused('guo-wei', 'approveDisbursement', 'disbursement { status }', approval)).toBe('SOURCE_NOT_APPROVED');
    const { subsidyApplications } = good(await ask('li-jianguo', '{ subsidyApplications(mine: true) { nodes { id status } } }'));
    expect(subsidyApplications.nodes).toContainEqual({ id: application.id, status: 'WITHDRAWN' });
  });

  test('two districts record hours of their officers, each of its own; the tiers are counted apart', async () => {
    const read = async (as: string, districtCode: string) =>
      good(
        await ask(
          as,
          `query ($d: DistrictCode!) { staffTrainingCompliance(districtCode: $d, year: 2013, first: 50) { nodes { ${OFFICERS} } } }`,
          {
            d: districtCode,
          },
        ),
      ).staffTrainingCompliance.nodes as {
        staff: { id: string; nameZh: string };
        cityHours: number;
        districtHours: number;
        compliant: boolean;
      }[];
    const [officer] = (await read('dong-lei', '110101')).filter(({ staff }) => staff.nameZh === '何涛');
    expect(officer).toMatchObject({ cityHours: 16, districtHours: 39, compliant: false });
    const hours = (more: object = {}) => ({
      staffId: officer?.staff.id,
      districtCode: '110101',
      provider: 'DISTRICT',
      hours: 1,
      date: '2013-10-18',
      ...more,
    });
    const FIELDS = 'record { hours }';
    expect(await refused('feng-jing', 'recordStaffTraining', FIELDS, hours())).toBe('FORBIDDEN');
    expect(await refused('feng-jing', 'recordStaffTraining', FIELDS, hours({ districtCode: '110105' }))).toBe('NOT_FOUND');
    expect(await refused('dong-lei', 'recordStaffTraining', FIELDS, hours({ hours: 25 }))).toBe('BAD_USER_INPUT');
    await done(CITY, 'recordStaffTraining', FIELDS, hours({ provider: 'CITY', date: '2013-10-17' }));
    await done('dong-lei', 'recordStaffTraining', FIELDS, hours({ date: '2012-10-18' }));
    const find = async () => (await read('dong-lei', '110101')).find(({ staff }) => staff.nameZh === '何涛');
    expect(await find()).toMatchObject({ cityHours: 17, districtHours: 39, compliant: false });
    await done('dong-lei', 'recordStaffTraining', FIELDS, hours());
    expect(await find()).toMatchObject({ cityHours: 17, districtHours: 40, compliant: true });
  });
});
