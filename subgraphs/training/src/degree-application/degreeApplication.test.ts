import { newId } from '@union-graph/subgraph';
import {
  eventsAbout,
  expectOneOfTwenty,
  expectReplay,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { CHAOYANG, FENGTAI, UNION } from '../../test/builders.ts';
import { type Candidate, CITY, DISTRICT, degreeActs, numberOf, OFFICER, SCHOOL } from '../../test/degree.ts';
import { training } from '../subgraph.ts';

const OTHER_UNION = `${CHAOYANG}0141cc4b-7800-7000-8000-000000000009/`;

describe('the degree plan (S-62)', () => {
  let subgraph: TestSubgraph;
  let acts: ReturnType<typeof degreeActs>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    acts = degreeActs(subgraph);
  });
  afterAll(() => subgraph.stop());

  const codeOf = (sent: ReturnType<TestSubgraph['ask']>) => subgraph.code(sent);

  describe('nominateForDegree', () => {
    test.each([
      ['a district’s administrator', DISTRICT, 'FORBIDDEN'],
      ['an institution', SCHOOL, 'FORBIDDEN'],
      ['the city department', CITY, 'FORBIDDEN'],
      ['an officer of a union above', staff(newId(), 'JOINT_UNION_OFFICER', FENGTAI), 'FORBIDDEN'],
      ['an officer of another union', staff(newId(), 'JOINT_UNION_OFFICER', OTHER_UNION), 'NOT_FOUND'],
    ])('%s does not nominate', async (_, viewer, code) => {
      expect(await codeOf(acts.nominate(await acts.candidate(), {}, viewer))).toBe(code);
    });

    test('of two unions one nominates: the worker who moved is nominated already', async () => {
      const of = await acts.candidate();
      const { data } = await acts.nominate(of);
      expect(data.nominateForDegree.application).toMatchObject({ status: 'NOMINATED', version: 1, eligibility: null });
      await subgraph.sql('update member_place set scope_path = $2 where member_id = $1', [of.memberId, OTHER_UNION]);
      const other = staff(newId(), 'JOINT_UNION_OFFICER', OTHER_UNION);
      expect(await codeOf(acts.nominate(of, { examYear: 2014 }, other))).toBe('DUPLICATE');
      expect(await codeOf(acts.nominate(of, {}, OFFICER))).toBe('NOT_FOUND');
    });

    test('one of twenty at once; the same key gives the same answer', async () => {
      const [of, replayed] = [await acts.candidate(), await acts.candidate()];
      await expectOneOfTwenty(() => acts.nominate(of), 'DUPLICATE');
      await expectReplay((more) => acts.nominate(replayed, more), { examYear: 2014 });
    });

    test('another firm than the one of the worker’s record, and a record without one', async () => {
      const [of, other] = [await acts.candidate(), await acts.candidate()];
      const answer = await acts.nominate(of, { employerId: other.employerId });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'SKL-INV-4', field: 'employerId' });
      await subgraph.sql('update employment set employer_id = null where member_id = $1', [of.memberId]);
      expect(await codeOf(acts.nominate(of))).toBe('VALIDATION_FAILED');
      await subgraph.sql('delete from employment where member_id = $1', [of.memberId]);
      expect(await codeOf(acts.nominate(of))).toBe('NOT_FOUND');
    });

    test.each<[string, object]>([
      ['VALIDATION_FAILED', { examYear: 2012 }],
      ['VALIDATION_FAILED', { examYear: 2015 }],
      ['BAD_USER_INPUT', { contractTo: '2013-02-28' }],
      ['BAD_USER_INPUT', { contractFrom: '1953-10-18' }],
      ['BAD_USER_INPUT', { memberId: 'x' }],
      ['NOT_FOUND', { employerId: newId() }],
      ['NOT_FOUND', { programmeId: newId() }],
      ['NOT_FOUND', { memberId: newId() }],
    ])('%s for %j', async (code, given) => {
      expect(await codeOf(acts.nominate(await acts.candidate(), given))).toBe(code);
    });
  });

  describe('checkEligibility (SKL-INV-4)', () => {
    const check = async (given: object, change: (of: Candidate) => Promise<unknown> = async () => undefined) => {
      const of = await acts.candidate();
      const { data } = await acts.nominate(of, given);
      await change(of);
      const checked = await acts.step('checkEligibility', data.nominateForDegree.application);
      return checked.data.checkEligibility.application;
    };

    test('who meets the rule of the day may take part', async () => {
      expect(await check({})).toMatchObject({
        status: 'ELIGIBLE',
        eligibility: { ok: true, reasons: [], ruleVersion: 'DEGREE-2011' },
      });
      expect(await check({ contractTo: null, education: 'BACHELOR' })).toMatchObject({ status: 'ELIGIBLE' });
    });

    test('every reason is told', async () => {
      const { status, eligibility } = await check({
        agriculturalHukou: false,
        education: 'JUNIOR_HIGH',
        contractFrom: '2013-03-02',
        contractTo: '2013-10-18',
      });
      expect([status, eligibility.ok, eligibility.reasons]).toEqual([
        'INELIGIBLE',
        false,
        [
          'The plan is for migrant workers with an agricultural household registration.',
          'The plan asks for high school or equal; the worker has junior high school.',
          'The labour contract runs from 2013-03-02 to 2013-10-18, and not today.',
          'The plan asks for a labour contract of 12 months, until 2014-03-01; this one ends on 2013-10-18.',
        ],
      ]);
    });

    test('a worker who left the union since is told so, and can be nominated anew', async () => {
      let moved: Candidate | undefined;
      const found = await check({}, async (of) => {
        moved = of;
        await subgraph.sql(`update member_place set scope_path = '/city/' where member_id = $1`, [of.memberId]);
      });
      expect(found.eligibility.reasons).toEqual(['The worker is no member of the union that nominated them any more.']);
      await subgraph.sql('update member_place set scope_path = $2 where member_id = $1', [moved?.memberId, UNION]);
      expect(await codeOf(acts.nominate(moved as Candidate))).toBeNull();
    });

    test('four eyes; whose district; once', async () => {
      const at = await acts.reach('NOMINATED');
      const double = { ...DISTRICT, personId: OFFICER.personId };
      expect(await codeOf(acts.step('checkEligibility', at, {}, double))).toBe('SEPARATION_OF_DUTIES');
      expect(await codeOf(acts.step('checkEligibility', at, {}, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toBe(
        'NOT_FOUND',
      );
      expect(await codeOf(acts.step('checkEligibility', at, {}, OFFICER))).toBe('FORBIDDEN');
      await expectOneOfTwenty(() => acts.step('checkEligibility', at), 'VERSION_CONFLICT');
      expect(await codeOf(acts.step('checkEligibility', { ...at, version: 2 }))).toBe('INVALID_TRANSITION');
    });

    test('a rule set for a day to come holds from that day on, and not before', async () => {
      const set = (given: object = {}, viewer = CITY) =>
        subgraph.ask(
          viewer,
          'mutation ($input: SetDegreeRuleInput!) { setDegreeRule(input: $input) { rule { code contractMonths } } }',
          {
            input: {
              idempotencyKey: newId(),
              code: 'DEGREE-2014',
              effectiveFrom: '2014-01-01',
              agriculturalHukou: true,
              leastEducation: 'HIGH_SCHOOL',
              contractMonths: 24,
              reason: '试点结束',
              ...given,
            },
          },
        );
      for (const effectiveFrom of ['2013-10-19', '2023-10-20'])
        expect(await codeOf(set({ effectiveFrom }))).toBe('VALIDATION_FAILED');
      expect(await codeOf(set({ code: 'x' }))).toBe('BAD_USER_INPUT');
      expect(await codeOf(set({ contractMonths: 121 }))).toBe('BAD_USER_INPUT');
      expect(await codeOf(set({}, SCHOOL))).toBe('FORBIDDEN');
      expect((await set()).data.setDegreeRule.rule).toEqual({ code: 'DEGREE-2014', contractMonths: 24 });
      expect(await codeOf(set())).toBe('DUPLICATE');
      expect(await check({})).toMatchObject({ status: 'ELIGIBLE', eligibility: { ruleVersion: 'DEGREE-2011' } });
      const at = await acts.reach('NOMINATED');
      const later = await acts.act(
        'checkEligibility',
        { applicationId: at.id, expectedVersion: 1 },
        DISTRICT,
        '2014-01-02T02:00:00Z',
      );
      expect(later.data.checkEligibility.application).toMatchObject({
        status: 'INELIGIBLE',
        eligibility: { ruleVersion: 'DEGREE-2014' },
      });
      const { data } = await subgraph.ask(CITY, '{ degreeRules { code effectiveFrom } }');
      expect(data.degreeRules.map(({ code }: { code: string }) => code)).toEqual(['DEGREE-2014', 'DEGREE-2011']);
    });
  });

  describe('from the examination to the studies', () => {
    test('registered by the worker, scored 146 beside 140, admitted, enrolled, begun', async () => {
      const of = await acts.candidate();
      const at = await acts.reach('ELIGIBLE', of);
      const own = acts.memberViewer(of.memberId);
      const registered = await acts.step('registerExam', at, {}, own);
      expect(registered.data.registerExam.application).toMatchObject({ status: 'EXAM_REGISTERED', examNo: numberOf(at.id) });
      await acts.scores([[numberOf(at.id), 146]]);
      const passed = await acts.read(at.id, own);
      expect(passed).toMatchObject({ status: 'SCORE_PASSED', examScore: 146, scoreLine: 140 });
      const { application } = (await acts.step('admit', passed)).data.admit;
      expect(application).toMatchObject({
        status: 'ADMITTED',
        sponsorship: { status: 'PROPOSED', totalFen: '600000', shareBp: 10000, instalments: [] },
      });
      const enrolled = (await acts.step('enrolStudent', application)).data.enrolStudent.application;
      expect(enrolled.status).toBe('ENROLLED');
      expect((await acts.step('startStudies', enrolled)).data.startStudies.application.status).toBe('STUDYING');
      const mine = await subgraph.ask(own, '{ myDegreeApplication { id status startsOn nominatedAt } }');
      expect(mine.data.myDegreeApplication).toEqual({
        id: at.id,
        status: 'STUDYING',
        startsOn: '2013-10-19',
        nominatedAt: '2013-10-19',
      });
    });

    test('C-19: the institution is told of its students, from the admission until the studies end, and of no applicant', async () => {
      const told = async (id: string) =>
        (await eventsAbout(subgraph.sql, id))
          .filter(({ type }) => type === 'training.student.listed')
          .map(({ data: { listed, institutionPath } }) => [listed, institutionPath]);
      const applicant = await acts.reach('SCORE_PASSED');
      expect(await told(applicant.id)).toEqual([]);
      const student = await acts.reach('STUDYING');
      expect(await told(student.id)).toEqual([[true, CHAOYANG]]);
      await acts.step('withdrawFromStudies', student, { reason: '工作调动' });
      expect(await told(student.id)).toEqual([
        [true, CHAOYANG],
        [false, CHAOYANG],
      ]);
    });

    test('before the examination nobody is admitted, a point below the line neither', async () => {
      for (const status of ['NOMINATED', 'ELIGIBLE', 'EXAM_REGISTERED'])
        expect([status, await codeOf(acts.step('admit', await acts.reach(status)))]).toEqual([status, 'INVALID_TRANSITION']);
      const at = await acts.reach('EXAM_REGISTERED');
      await acts.scores([[numberOf(at.id), 139]]);
      const failed = await acts.read(at.id);
      expect(failed.status).toBe('SCORE_FAILED');
      expect(await codeOf(acts.step('admit', failed))).toBe('THRESHOLD_NOT_MET');
    });

    test('a line set anew judges anew who is not admitted yet', async () => {
      const of = await acts.candidate();
      const [waits, admitted] = [
        await acts.reach('SCORE_PASSED', of),
        await acts.reach('ADMITTED', await acts.candidate({ programmeId: of.programmeId })),
      ];
      await subgraph.ask(CITY, 'mutation ($input: SetScoreLineInput!) { setScoreLine(input: $input) { programme { id } } }', {
        input: { idempotencyKey: newId(), programmeId: of.programmeId, expectedVersion: 1, year: 2013, line: 147 },
      });
      expect(await acts.read(waits.id)).toMatchObject({ status: 'SCORE_FAILED', scoreLine: 147 });
      expect(await acts.read(admitted.id)).toMatchObject({ status: 'ADMITTED', scoreLine: 140 });
    });

    test('numbers belong to one; only weekends off begin studies', async () => {
      const [one, other] = [await acts.reach('ELIGIBLE'), await acts.reach('ELIGIBLE')];
      expect(await codeOf(acts.step('registerExam', one, { examNo: '１３ 1101-050001' }))).toBeNull();
      expect(await codeOf(acts.step('registerExam', other, { examNo: '131101050001' }))).toBe('DUPLICATE');
      for (const examNo of ['1234', 'x'.repeat(21), '№'])
        expect(await codeOf(acts.step('registerExam', other, { examNo }))).toBe('BAD_USER_INPUT');
      const late = { applicationId: other.id, expectedVersion: other.version, examNo: '131101050009' };
      expect(await codeOf(acts.act('registerExam', late, SCHOOL, '2014-01-01T02:00:00Z'))).toBe('DEADLINE_PASSED');
      const enrolled = await acts.reach('ENROLLED');
      for (const startsOn of ['2013-10-18', '2013-10-20', '2013-10-12', '2012-09-01'])
        expect([startsOn, await codeOf(acts.step('startStudies', enrolled, { startsOn }))]).toEqual([
          startsOn,
          'VALIDATION_FAILED',
        ]);
    });

    test('whose institution: another one sees nothing, the student does not admit themselves', async () => {
      const of = await acts.candidate();
      const at = await acts.reach('SCORE_PASSED', of);
      const stranger = staff(newId(), 'INSTITUTION', '/city/110101/');
      expect(await codeOf(acts.step('admit', at, {}, stranger))).toBe('NOT_FOUND');
      expect(await codeOf(acts.step('admit', at, {}, { ...SCHOOL, personId: of.memberId }))).toBe('FORBIDDEN');
      for (const viewer of [stranger, member(newId(), UNION), staff(newId(), 'VENUE_MANAGER', FENGTAI)])
        expect(await codeOf(subgraph.ask(viewer, `{ degreeApplication(id: "${at.id}") { id } }`))).toBe('NOT_FOUND');
      for (const viewer of [SCHOOL, OFFICER, DISTRICT, CITY, acts.memberViewer(of.memberId)])
        expect(await codeOf(subgraph.ask(viewer, `{ degreeApplication(id: "${at.id}") { id } }`))).toBeNull();
      expect(await codeOf(acts.step('admit', { ...at, version: 1 }))).toBe('VERSION_CONFLICT');
      await expectOneOfTwenty(() => acts.step('admit', at), 'VERSION_CONFLICT');
    });
  });
});
