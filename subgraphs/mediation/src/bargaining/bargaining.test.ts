import { memberNameHash, newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, knownMember, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type Built, buildEmployer, buildInstructor, buildRound, buildSides, TERM, threeOf } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

const ROUND = 'round { id version status }';

describe('a round of bargaining (2.2.3)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const of = ({ id, version }: Built) => ({ roundId: id, expectedVersion: version });
  const code = (answer: ReturnType<typeof call>) => subgraph.code(answer);
  const ruleOf = async (answer: ReturnType<typeof call>) => {
    const { code: what, rule, field } = (await answer).errors?.[0]?.extensions ?? {};
    return [what, rule, field];
  };
  const statusOn = async ({ id, sides }: Built, now?: string) =>
    (await subgraph.ask(sides.officer, `{ bargainingRound(id: "${id}") { status } }`, {}, now)).data.bargainingRound.status;

  test('from the notice to the signatures, each step by the person whose work it is', async () => {
    const built = await buildRound(subgraph, 'SIGNED', { kind: 'WAGE_SPECIAL' });
    const { data } = await subgraph.ask(
      built.sides.chiefs.WORKERS,
      `{ bargainingRound(id: "${built.id}") { status signedBy noticeAt replyDueAt repliedAt workerReps { nameZh chief side } employerReps { side }
        instructor { nameZh } draft { number wageGrowthBp hasWageTerms } guaranteeChecks { kind result } congress { passed present }
        employers { answer workersCovered } contract { id status workersCovered fileBy } } }`,
    );
    expect(data.bargainingRound).toMatchObject({
      status: 'SIGNED',
      signedBy: ['WORKERS', 'EMPLOYER'],
      noticeAt: '2013-10-19',
      replyDueAt: '2013-11-08',
      workerReps: [{ nameZh: '职首席', chief: true, side: 'WORKERS' }, {}, {}],
      employerReps: [{ side: 'EMPLOYER' }, {}, {}],
      instructor: { nameZh: '吴指导员' },
      draft: { number: 1, wageGrowthBp: 900, hasWageTerms: true },
      guaranteeChecks: [{ result: 'WAIVED' }, { result: 'WAIVED' }, { result: 'WAIVED' }],
      congress: { passed: true, present: 120 },
      employers: [{ answer: 'ACCEPTED', workersCovered: 200 }],
      contract: { id: built.contract?.id, status: 'SIGNED', workersCovered: 200, fileBy: '2013-10-28' },
    });
  });

  test('who does not take part sees no round, in no list and by no id', async () => {
    const built = await buildRound(subgraph, 'PREPARING');
    const { sides, employers } = built;
    const lists = async (viewer: ReturnType<typeof member>) =>
      (await subgraph.ask(viewer, '{ bargainingRounds(first: 100) { nodes { id } } }')).data.bargainingRounds.nodes.some(
        ({ id }: { id: string }) => id === built.id,
      );
    const reads = async (viewer: ReturnType<typeof member>) =>
      (await code(subgraph.ask(viewer, `{ bargainingRound(id: "${built.id}") { id } }`))) === null;
    const see = [sides.officer, sides.admin, sides.instructor.viewer, sides.chiefs.WORKERS, employers[0]?.viewer] as const;
    const blind = [
      member(newId()),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
      staff(newId(), 'LINKED_PARTY'),
      staff(newId(), 'EMPLOYER_REP', `/city/110105/${newId()}/`),
      sides.chiefs.EMPLOYER,
    ];
    for (const viewer of see) expect([await reads(viewer as never), await lists(viewer as never)]).toEqual([true, true]);
    for (const viewer of blind) expect([await reads(viewer), await lists(viewer)]).toEqual([false, false]);
  });

  describe('notice and answer', () => {
    test('twenty days, the last one moved from a day off; later the silence is a refusal that is reported', async () => {
      const built = await buildRound(subgraph, 'NOTICED', { now: '2013-09-12T09:00:00+08:00' });
      const read = async (now: string) =>
        (
          await subgraph.ask(
            built.sides.officer,
            `{ bargainingRound(id: "${built.id}") { status replyDueAt reportedAt refusalReason } }`,
            {},
            now,
          )
        ).data.bargainingRound;
      expect(await read('2013-10-08T23:00:00+08:00')).toEqual({
        status: 'NOTICED',
        replyDueAt: '2013-10-08',
        reportedAt: null,
        refusalReason: null,
      });
      expect(await read('2013-10-09T00:00:00+08:00')).toMatchObject({ status: 'REFUSED', reportedAt: '2013-10-09' });
      const [employer] = built.employers;
      const answer = { ...of(built), enterpriseId: employer?.id, answer: 'ACCEPTED' };
      const late = '2013-10-09T09:00:00+08:00';
      expect(await code(call('replyBargaining', ROUND, answer, employer?.viewer as never, late))).toBe('INVALID_TRANSITION');
    });

    test('an answer after the last day is too late where another employer has accepted', async () => {
      const sides = await buildSides(subgraph);
      const employers = [await buildEmployer(subgraph, { unionId: sides.unionId }), await buildEmployer(subgraph)];
      const built = await buildRound(subgraph, 'NOTICED', { sides, employers });
      const reply = (at: 0 | 1, expectedVersion: number, now?: string) =>
        call(
          'replyBargaining',
          ROUND,
          { roundId: built.id, expectedVersion, enterpriseId: employers[at]?.id, answer: 'ACCEPTED' },
          employers[at]?.viewer as never,
          now,
        );
      expect(await code(reply(0, 1))).toBeNull();
      expect(await ruleOf(reply(1, 2, '2013-11-09T09:00:00+08:00'))).toEqual(['DEADLINE_PASSED', '2.2.3', undefined]);
      expect(await code(reply(0, 2))).toBe('INVALID_TRANSITION');
    });

    test('declined by all it is refused; without a reason that is reported', async () => {
      const decline = async (reason: string | null) => {
        const built = await buildRound(subgraph, 'NOTICED');
        const [employer] = built.employers;
        const input = { ...of(built), enterpriseId: employer?.id, answer: 'DECLINED', reason };
        return (await call('replyBargaining', 'round { status refusalReason reportedAt }', input, employer?.viewer as never)).data
          .replyBargaining.round;
      };
      expect(await decline('正在停产')).toEqual({ status: 'REFUSED', refusalReason: '正在停产', reportedAt: null });
      expect(await decline(null)).toEqual({ status: 'REFUSED', refusalReason: null, reportedAt: '2013-10-19' });
    });

    test('MED-INV-9: never more workers than the employer has, at the answer and at the signature', async () => {
      const built = await buildRound(subgraph, 'NOTICED');
      const [employer] = built.employers;
      const reply = (workersCovered: number) =>
        call(
          'replyBargaining',
          ROUND,
          { ...of(built), enterpriseId: employer?.id, answer: 'ACCEPTED', workersCovered },
          employer?.viewer as never,
        );
      expect(await ruleOf(reply(201))).toEqual(['VALIDATION_FAILED', 'MED-INV-9', 'workersCovered']);
      expect(await code(reply(0))).toBe('BAD_USER_INPUT');
      expect(await code(reply(200))).toBeNull();
      const passed = await buildRound(subgraph, 'PASSED');
      const [firm] = passed.employers;
      const sign = (side: 'WORKERS' | 'EMPLOYER', expectedVersion: number) =>
        call('signContract', ROUND, { roundId: passed.id, expectedVersion, side }, passed.sides.chiefs[side]);
      expect(await code(sign('WORKERS', passed.version))).toBeNull();
      const smaller = { districtCode: '110105', aboveScale: false, headcount: 199, unionId: passed.sides.unionId };
      await subgraph.send({
        type: 'organisation.enterprise.placed',
        subject: firm?.id as string,
        aggregateversion: 2,
        data: smaller,
      });
      expect(await ruleOf(sign('EMPLOYER', passed.version + 1))).toEqual(['VALIDATION_FAILED', 'MED-INV-9', 'workersCovered']);
    });

    test('an employer asks its union, which answers', async () => {
      const sides = await buildSides(subgraph);
      const firm = await buildEmployer(subgraph, { unionId: sides.unionId });
      const notice = {
        initiator: 'EMPLOYER',
        kind: 'COLLECTIVE',
        workersSideId: sides.unionId,
        employerIds: [firm.id],
        topic: '合同',
      };
      const ask = (input: object, viewer = firm.viewer) => call('noticeBargaining', ROUND, { ...notice, ...input }, viewer);
      expect(await code(ask({ kind: 'AREA' }))).toBe('VALIDATION_FAILED');
      expect(await code(ask({ workersSideId: newId() }))).toBe('VALIDATION_FAILED');
      const other = await buildEmployer(subgraph);
      expect(await code(ask({ employerIds: [other.id] }))).toBe('FORBIDDEN');
      const { round } = (await ask({})).data.noticeBargaining;
      const reply = { roundId: round.id, expectedVersion: 1, answer: 'ACCEPTED' };
      expect(await code(call('replyBargaining', ROUND, reply, firm.viewer))).toBe('FORBIDDEN');
      const { data } = await call(
        'replyBargaining',
        'round { status employers { answer workersCovered } }',
        reply,
        sides.officer,
      );
      expect(data.replyBargaining.round).toEqual({ status: 'REPLIED', employers: [{ answer: 'ACCEPTED', workersCovered: 200 }] });
    });

    test('an employer’s written answer is recorded by the instructor of the round with its place, and by nobody else', async () => {
      const built = await buildRound(subgraph, 'NOTICED');
      const { sides, employers } = built;
      const reply = (viewer: typeof sides.officer, more: object) =>
        code(
          call(
            'replyBargaining',
            ROUND,
            { ...of(built), expectedVersion: 2, enterpriseId: employers[0]?.id, answer: 'ACCEPTED', ...more },
            viewer,
          ),
        );
      await call('assignInstructor', ROUND, { ...of(built), instructorId: sides.instructor.id }, sides.admin);
      expect(await reply(sides.instructor.viewer, {})).toBe('FORBIDDEN');
      expect(await reply(sides.officer, { paperRef: '档案-7' })).toBe('FORBIDDEN');
      expect(await reply(sides.instructor.viewer, { paperRef: '档案-7' })).toBeNull();
    });

    test.each([
      [
        'employers of another district',
        async (unionId: string) => [(await buildEmployer(subgraph, { districtCode: '110101', unionId: newId() })).id, unionId],
        'VALIDATION_FAILED',
      ],
      ['an employer that is not registered', async (unionId: string) => [newId(), unionId], 'NOT_FOUND'],
      ['what is no employer', async (unionId: string) => ['x', unionId], 'BAD_USER_INPUT'],
      ['another union', async () => [(await buildEmployer(subgraph)).id, newId()], 'FORBIDDEN'],
    ])('a notice to %s is refused', async (_, make, refusal) => {
      const sides = await buildSides(subgraph);
      const [employerId, workersSideId] = await make(sides.unionId);
      const notice = { initiator: 'WORKERS', kind: 'AREA', workersSideId, employerIds: [employerId], topic: '工资' };
      expect(await code(call('noticeBargaining', ROUND, notice, sides.officer))).toBe(refusal);
    });

    test('of twenty notices for one firm at once one begins; a refused one makes room', async () => {
      const sides = await buildSides(subgraph);
      const firm = await buildEmployer(subgraph, { unionId: sides.unionId });
      const notice = {
        initiator: 'WORKERS',
        kind: 'COLLECTIVE',
        workersSideId: sides.unionId,
        employerIds: [firm.id],
        topic: '合同',
      };
      const send = (now?: string) => call('noticeBargaining', ROUND, notice, sides.officer, now);
      await expectOneOfTwenty(() => send(), 'DUPLICATE');
      expect(await code(send('2013-11-08T10:00:00+08:00'))).toBe('DUPLICATE');
      expect(await code(send('2013-11-09T10:00:00+08:00'))).toBeNull();
      expect(
        await subgraph.sql('select status, refused_on from bargaining_round where workers_side_id = $1 order by id', [
          sides.unionId,
        ]),
      ).toEqual([
        { status: 'REFUSED', refused_on: '2013-11-09' },
        { status: 'NOTICED', refused_on: null },
      ]);
    });
  });

  describe('the sides', () => {
    const set = (built: Built, side: 'WORKERS' | 'EMPLOYER', representatives: object[], viewer = built.sides.officer) =>
      call('setRepresentatives', ROUND, { ...of(built), side, representatives }, viewer);
    const rep = (nameZh: string, more: object = {}) => ({ nameZh, chief: false, outsider: false, ...more });

    test('fewer than three, unequal, an outsider as chief, too many outsiders, one on both sides', async () => {
      const built = await buildRound(subgraph, 'PREPARING');
      const employer = built.employers[0]?.viewer as never;
      const chief = rep('企首席', { chief: true });
      const refused = async (reps: object[]) => await ruleOf(set(built, 'EMPLOYER', reps, employer));
      const wrong = ['VALIDATION_FAILED', '2.2.3', 'representatives'];
      expect(await refused([chief, rep('甲')])).toEqual(wrong);
      expect(await refused([chief, rep('甲'), rep('乙'), rep('丙')])).toEqual(wrong);
      expect(await refused([rep('外首席', { chief: true, outsider: true }), rep('甲'), rep('乙')])).toEqual(wrong);
      expect(await refused([chief, rep('甲', { outsider: true }), rep('乙', { outsider: true })])).toEqual(wrong);
      expect(await refused([chief, rep('甲'), rep('职代表')])).toEqual(wrong);
      expect(await refused([chief, rep('甲'), rep('乙', { personId: built.sides.chiefs.WORKERS.personId })])).toEqual(wrong);
      expect(await refused([chief, rep('甲', { personId: 'x' }), rep('乙')])).toEqual(['BAD_USER_INPUT', undefined, 'personId']);
      const { instructor } = built.sides;
      expect(
        await code(set(built, 'EMPLOYER', [chief, rep('甲'), rep('乙', { personId: instructor.viewer.personId })], employer)),
      ).toBe('CONFLICT_OF_INTEREST');
      expect(await code(set(built, 'EMPLOYER', threeOf('EMPLOYER', built.sides.chiefs.EMPLOYER)))).toBe('FORBIDDEN');
      const { data } = await set(built, 'EMPLOYER', [chief, rep('甲'), rep('乙', { outsider: true })], employer);
      expect(data.setRepresentatives.round.status).toBe('NEGOTIATING');
    });

    test('a worker who represents the others has a record by the name that is written; outsiders and the employer’s people need none', async () => {
      const built = await buildRound(subgraph, 'REPLIED');
      const worker = newId();
      await knownMember(subgraph.sql, worker, memberNameHash(worker, '何涛'));
      const of3 = (of: string, second: object) => [
        rep(`${of}首席`, { chief: true }),
        second,
        rep(`${of}外聘`, { outsider: true, personId: newId() }),
      ];
      const setting = (second: object) => set(built, 'WORKERS', of3('职', second));
      expect(await ruleOf(setting(rep('何涛', { personId: newId() })))).toEqual(['NOT_FOUND', undefined, 'personId']);
      expect(await ruleOf(setting(rep('孙涛', { personId: worker })))).toEqual(['VALIDATION_FAILED', undefined, 'nameZh']);
      expect(await code(setting(rep('何涛', { personId: worker })))).toBeNull();
      const employer = built.employers[0]?.viewer as never;
      const later = { ...built, version: built.version + 1 };
      const theirs = (second: object) => set(later, 'EMPLOYER', of3('企', second), employer);
      expect(await ruleOf(theirs(rep('孙涛', { personId: worker })))).toEqual(['VALIDATION_FAILED', '2.2.3', 'representatives']);
      expect(await code(theirs(rep('企代表', { personId: newId() })))).toBeNull();
    });

    test('the database keeps one person to one side, and a chief inside', async () => {
      const built = await buildRound(subgraph, 'NEGOTIATING');
      const { personId } = built.sides.chiefs.WORKERS;
      const add = (side: string, chief: boolean, outsider: boolean, person: string | null) =>
        subgraph.sql(
          `insert into round_rep (id, round_id, side, position, name_zh, person_id, chief, outsider, is_current) values ($1, $2, $3, 9, '某某', $4, $5, $6, true)`,
          [newId(), built.id, side, person, chief, outsider],
        );
      await expect(add('EMPLOYER', false, false, personId)).rejects.toMatchObject({ constraint: 'round_rep_one_side' });
      await expect(add('EMPLOYER', true, false, null)).rejects.toMatchObject({ constraint: 'round_rep_one_chief' });
      await expect(add('EMPLOYER', true, true, null)).rejects.toMatchObject({ constraint: 'round_rep_chief_from_inside' });
    });
  });

  describe('talks', () => {
    const pause = (built: Built, more: object, now?: string) =>
      call(
        'pauseBargaining',
        ROUND,
        { ...of(built), workersAgree: true, employerAgrees: true, resumeAt: '2013-11-01', ...more },
        built.sides.officer,
        now,
      );

    test('a pause has a day to come and both sides’ word, and ends by itself', async () => {
      const built = await buildRound(subgraph, 'NEGOTIATING');
      expect(await code(pause(built, { resumeAt: undefined }))).toBe('BAD_USER_INPUT');
      expect(await code(pause(built, { resumeAt: '2013-10-19' }))).toBe('BAD_USER_INPUT');
      expect(await ruleOf(pause(built, { employerAgrees: false }))).toEqual(['VALIDATION_FAILED', '2.2.3', 'employerAgrees']);
      expect(await code(pause(built, {}))).toBeNull();
      const draft = { roundId: built.id, expectedVersion: built.version + 1, ...TERM };
      expect(await code(call('draftContract', ROUND, draft, built.sides.officer))).toBe('INVALID_TRANSITION');
      expect([await statusOn(built), await statusOn(built, '2013-11-01T09:00:00+08:00')]).toEqual(['PAUSED', 'NEGOTIATING']);
      const again = { roundId: built.id, expectedVersion: built.version + 1 };
      expect(await code(pause(built, { ...again, resumeAt: '2013-12-01' }, '2013-11-02T09:00:00+08:00'))).toBeNull();
    });

    test.each([
      ['a term of half a year', { termTo: '2014-04-18' }, 'VALIDATION_FAILED'],
      ['a term of four years', { termTo: '2017-10-18' }, 'VALIDATION_FAILED'],
      ['wages without their growth', { hasWageTerms: true }, 'VALIDATION_FAILED'],
      ['a growth without wages', { wageGrowthBp: 900 }, 'VALIDATION_FAILED'],
      ['no text', { textRef: ' ' }, 'BAD_USER_INPUT'],
    ])('a draft with %s is refused', async (_, more, refusal) => {
      const built = await buildRound(subgraph, 'NEGOTIATING');
      expect(await code(call('draftContract', ROUND, { ...of(built), ...TERM, ...more }, built.sides.officer))).toBe(refusal);
    });

    test('instructors: of the district, in their term, on no side; the last one guides', async () => {
      const built = await buildRound(subgraph, 'NEGOTIATING');
      const assign = (instructorId: string, viewer = built.sides.admin) =>
        call(
          'assignInstructor',
          'round { version instructor { id assignments { endedAt } } }',
          { ...of(built), instructorId },
          viewer,
        );
      expect(await ruleOf(assign((await buildInstructor(subgraph, '110101')).id))).toEqual([
        'VALIDATION_FAILED',
        'S-54',
        'instructorId',
      ]);
      expect(await code(assign((await buildInstructor(subgraph, '110105', '2013-10-18')).id))).toBe('VALIDATION_FAILED');
      expect(await code(assign(newId()))).toBe('NOT_FOUND');
      expect(await code(assign(built.sides.instructor.id))).toBe('INVALID_TRANSITION');
      const next = await buildInstructor(subgraph);
      expect(await code(assign(next.id, built.sides.officer))).toBe('FORBIDDEN');
      expect(await code(assign(next.id, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toBe('NOT_FOUND');
      const { instructor } = (await assign(next.id)).data.assignInstructor.round;
      expect(instructor).toEqual({ id: next.id, assignments: [{ endedAt: null }] });
      const all = '{ wageInstructors(first: 100, districtCode: "110105") { nodes { id assignments { endedAt } } } }';
      const { nodes } = (await subgraph.ask(built.sides.admin, all)).data.wageInstructors;
      const before = nodes.find(({ id }: { id: string }) => id === built.sides.instructor.id);
      expect(before.assignments).toEqual([{ endedAt: '2013-10-19' }]);
      expect((await subgraph.ask(member(newId()), all)).data.wageInstructors.nodes[0].assignments).toEqual([]);
    });
  });
});
