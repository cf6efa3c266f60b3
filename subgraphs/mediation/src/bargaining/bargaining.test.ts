import { newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type Built, buildEmployer, buildRound, buildSides } from '../../test/bargaining.ts';
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
    });

    test('a firm that has shrunk since its answer does not block the signature: as many are covered as it still has (MED-INV-9)', async () => {
      const sides = await buildSides(subgraph);
      const firms = [
        await buildEmployer(subgraph, { unionId: sides.unionId }),
        await buildEmployer(subgraph, { unionId: sides.unionId }),
      ];
      const passed = await buildRound(subgraph, 'PASSED', { sides, employers: firms });
      const now = async (of: number, headcount: number, aggregateversion: number) =>
        subgraph.send({
          type: 'organisation.enterprise.placed',
          subject: firms[of]?.id as string,
          aggregateversion,
          data: { districtCode: '110105', aboveScale: false, headcount, unionId: sides.unionId },
        });
      const sign = (side: 'WORKERS' | 'EMPLOYER', expectedVersion: number) =>
        call(
          'signContract',
          'round { version } contract { workersCovered }',
          { roundId: passed.id, expectedVersion, side },
          sides.chiefs[side],
        );
      await now(0, 0, 2);
      await now(1, 0, 2);
      expect(await code(sign('WORKERS', passed.version))).toBeNull();
      expect(await ruleOf(sign('EMPLOYER', passed.version + 1))).toEqual(['VALIDATION_FAILED', 'MED-INV-9', 'workersCovered']);
      await now(0, 150, 3);
      expect((await sign('EMPLOYER', passed.version + 1)).data.signContract.contract).toEqual({ workersCovered: 150 });
      const kept =
        'select workers from collective_contract_employer e join collective_contract c on c.id = e.contract_id where c.round_id = $1 order by 1';
      expect(await subgraph.sql(kept, [passed.id])).toEqual([{ workers: 0 }, { workers: 150 }]);
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

    test('what an employer asks lies where its union is, also below a street; a union that has ended is asked nothing', async () => {
      const { unionId } = await buildSides(subgraph);
      const firm = await buildEmployer(subgraph, { unionId });
      const tell = (type: string, aggregateversion: number, data: object) =>
        subgraph.send({ type: `organisation.union.${type}`, subject: unionId, aggregateversion, data });
      const parentId = newId();
      const about = { kind: 'COMMUNITY_JOINT_UNION', scopePath: `/city/110105/${parentId}/${unionId}/` };
      expect(await tell('activated', 2, { ...about, parentId, districtCode: '110105' })).toBe(204);
      const notice = { initiator: 'EMPLOYER', kind: 'COLLECTIVE', workersSideId: unionId, employerIds: [firm.id], topic: '合同' };
      const ask = (kind: string) => call('noticeBargaining', ROUND, { ...notice, kind }, firm.viewer);
      const { round } = (await ask('COLLECTIVE')).data.noticeBargaining;
      expect(await subgraph.sql('select scope_path as path from bargaining_round where id = $1', [round.id])).toEqual([
        { path: about.scopePath },
      ]);
      expect(await tell('dissolved', 3, { ...about, mergedIntoId: null })).toBe(204);
      expect(await code(ask('WAGE_SPECIAL'))).toBe('VALIDATION_FAILED');
    });

    test('what a union asks lies where organisation says that the union is, not where a token holds the office', async () => {
      const { unionId, officer } = await buildSides(subgraph);
      const firm = await buildEmployer(subgraph, { unionId });
      const above = { ...officer, grants: [{ role: 'DISTRICT_ADMIN' as const, scopePath: '/city/110105/', unionId }] };
      const elsewhere = { ...officer, grants: [{ role: 'JOINT_UNION_OFFICER' as const, scopePath: `/city/110101/${unionId}/` }] };
      for (const [viewer, kind] of [
        [above, 'AREA'],
        [elsewhere, 'INDUSTRY'],
      ] as const) {
        const notice = { initiator: 'WORKERS', kind, workersSideId: unionId, employerIds: [firm.id], topic: '合同' };
        const { round } = (await call('noticeBargaining', ROUND, notice, viewer)).data.noticeBargaining;
        expect(await subgraph.sql('select scope_path as path from bargaining_round where id = $1', [round.id])).toEqual([
          { path: `/city/110105/${unionId}/` },
        ]);
      }
      const unknown = newId();
      const stranger = { ...officer, grants: [{ role: 'JOINT_UNION_OFFICER' as const, scopePath: `/city/110105/${unknown}/` }] };
      const notice = { initiator: 'WORKERS', kind: 'AREA', workersSideId: unknown, employerIds: [firm.id], topic: '合同' };
      expect(await code(call('noticeBargaining', ROUND, notice, stranger))).toBe('NOT_FOUND');
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
});
