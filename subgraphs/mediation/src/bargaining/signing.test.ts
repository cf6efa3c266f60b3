import { newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, expectReplay, insert, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type Built, buildRound, TERM } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

const ROUND = 'round { id version status }';
const CHECKS = 'round { version status guaranteeChecks { kind result measuredFen thresholdFen evidenceRef waivedReason } }';

describe('guarantees, vote and signatures (2.2.3, S-53)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    call = caller(subgraph);
    for (const [kind, valueFen, valueBp] of [
      ['INDUSTRY_WAGE_MONTH', 260_000, null],
      ['WAGE_GROWTH_LINE', null, 450],
    ])
      await insert(subgraph.sql, 'labour_standard', {
        kind,
        scope: 'SERVICES',
        value_fen: valueFen,
        value_bp: valueBp,
        effective_from: '2013-01-01',
      });
  });
  afterAll(() => subgraph.stop());

  const of = ({ id, version }: Built, on = 0) => ({ roundId: id, expectedVersion: version + on });
  const code = (answer: ReturnType<typeof call>) => subgraph.code(answer);
  const ruleOf = async (answer: ReturnType<typeof call>) => {
    const { code: what, rule, field } = (await answer).errors?.[0]?.extensions ?? {};
    return [what, rule, field];
  };
  const wages = (until: Parameters<typeof buildRound>[1], more: object = {}) =>
    buildRound(subgraph, until, { kind: 'WAGE_SPECIAL', notice: { industry: 'SERVICES' }, ...more });
  const check = (built: Built, on: number, input: object, viewer = built.sides.instructor.viewer) =>
    call('recordGuaranteeCheck', CHECKS, { ...of(built, on), ...input }, viewer);
  const vote = (built: Built, input: object, on = 0) =>
    call(
      'recordCongressVote',
      'round { version status congress { passed } }',
      { ...of(built, on), heldAt: '2013-10-19', total: 180, present: 120, consent: 90, ...input },
      built.sides.officer,
    );
  const sign = (built: Built, side: 'WORKERS' | 'EMPLOYER', on = 0, now?: string) =>
    call('signContract', `${ROUND} contract { id status version }`, { ...of(built, on), side }, built.sides.chiefs[side], now);

  describe('the three guarantees', () => {
    const EVIDENCE = { evidenceRef: '工资表-1' };

    test('a draft that was measured below a guarantee does not pass its vote; it is measured again, or rejected', async () => {
      const vote = (built: Built, on: number, outcome: string) =>
        call(
          'recordCongressVote',
          ROUND,
          { ...of(built, on), heldAt: '2013-10-19', total: 180, ...outcomes[outcome] },
          built.sides.officer,
        );
      const outcomes: Record<string, object> = {
        PASSED: { outcome: 'PASSED', present: 120, consent: 90 },
        REJECTED: { outcome: 'REJECTED', present: 120, consent: 10 },
      };
      const below = { kind: 'MINIMUM_WAGE', measuredFen: '139999', ...EVIDENCE };
      const [built, rejected] = [await wages('DRAFTED'), await wages('DRAFTED')];
      for (const one of [built, rejected]) await check(one, 0, below);
      expect((await vote(built, 1, 'PASSED')).errors?.[0]?.extensions).toEqual({
        code: 'VALIDATION_FAILED',
        rule: 'S-53',
        field: 'outcome',
      });
      await check(built, 1, { ...below, measuredFen: '140000' });
      expect((await vote(built, 2, 'PASSED')).data.recordCongressVote.round.status).toBe('PASSED');
      expect((await vote(rejected, 1, 'REJECTED')).data.recordCongressVote.round.status).toBe('NEGOTIATING');
    });

    test('the result is what was measured against the standard of the first day of the term', async () => {
      const built = await wages('DRAFTED');
      const low = (await check(built, 0, { kind: 'MINIMUM_WAGE', measuredFen: '139999', ...EVIDENCE })).data.recordGuaranteeCheck
        .round;
      expect(low).toMatchObject({
        status: 'DRAFTED',
        guaranteeChecks: [{ result: 'FAIL', measuredFen: '139999', thresholdFen: '140000' }],
      });
      await check(built, 1, { kind: 'MINIMUM_WAGE', measuredFen: '140000', ...EVIDENCE });
      await check(built, 2, { kind: 'LABOUR_QUOTA', measuredFen: '260000', ...EVIDENCE });
      const whole = (await check(built, 3, { kind: 'GROWTH_LINE', measuredFen: '313500', baseFen: '300000', ...EVIDENCE })).data
        .recordGuaranteeCheck.round;
      expect(whole.status).toBe('CONGRESS_VOTE');
      expect(
        whole.guaranteeChecks.map(({ kind, result, thresholdFen }: Record<string, string>) => [kind, result, thresholdFen]),
      ).toEqual([
        ['GROWTH_LINE', 'PASS', '313500'],
        ['LABOUR_QUOTA', 'PASS', '260000'],
        ['MINIMUM_WAGE', 'PASS', '140000'],
      ]);
      const worse = (await check(built, 4, { kind: 'LABOUR_QUOTA', measuredFen: '259999', ...EVIDENCE })).data
        .recordGuaranteeCheck.round;
      expect(worse.status).toBe('DRAFTED');
    });

    test.each([
      ['nothing measured', { kind: 'LABOUR_QUOTA', ...EVIDENCE }, 'BAD_USER_INPUT'],
      ['no evidence', { kind: 'LABOUR_QUOTA', measuredFen: '260000' }, 'BAD_USER_INPUT'],
      ['no wage before the raise', { kind: 'GROWTH_LINE', measuredFen: '313500', ...EVIDENCE }, 'BAD_USER_INPUT'],
      ['a blank reason', { kind: 'LABOUR_QUOTA', waivedReason: ' ' }, 'BAD_USER_INPUT'],
      [
        'a minimum that is not paid and waived',
        { kind: 'MINIMUM_WAGE', measuredFen: '1', waivedReason: '困难' },
        'VALIDATION_FAILED',
      ],
    ])('a check with %s is refused', async (_, input, refusal) => {
      expect(await code(check(await wages('DRAFTED'), 0, input))).toBe(refusal);
    });

    test('no standard is no pass; a waiver has a reason; a failed minimum is not waived afterwards', async () => {
      const built = await buildRound(subgraph, 'DRAFTED', { kind: 'WAGE_SPECIAL', notice: { industry: 'FINANCE' } });
      expect(await ruleOf(check(built, 0, { kind: 'LABOUR_QUOTA', measuredFen: '9', ...EVIDENCE }))).toEqual([
        'VALIDATION_FAILED',
        'S-53',
        'kind',
      ]);
      const { round } = (await check(built, 0, { kind: 'LABOUR_QUOTA', waivedReason: '无行业定额' })).data.recordGuaranteeCheck;
      expect(round.guaranteeChecks).toEqual([
        {
          kind: 'LABOUR_QUOTA',
          result: 'WAIVED',
          measuredFen: null,
          thresholdFen: null,
          evidenceRef: null,
          waivedReason: '无行业定额',
        },
      ]);
      await check(built, 1, { kind: 'MINIMUM_WAGE', measuredFen: '139999', ...EVIDENCE });
      expect(await ruleOf(check(built, 2, { kind: 'MINIMUM_WAGE', waivedReason: '困难' }))).toEqual([
        'VALIDATION_FAILED',
        'G1',
        'waivedReason',
      ]);
    });

    test('by the instructor of the round alone, and not for a draft without wages', async () => {
      const built = await wages('DRAFTED');
      const input = { kind: 'LABOUR_QUOTA', waivedReason: '无' };
      expect(await code(check(built, 0, input, staff(newId(), 'WAGE_INSTRUCTOR', '/city/110105/')))).toBe('FORBIDDEN');
      expect(await code(check(built, 0, input, staff(newId(), 'WAGE_INSTRUCTOR', '/city/110101/')))).toBe('NOT_FOUND');
      expect(await code(check(built, 0, input, built.sides.officer))).toBe('FORBIDDEN');
      expect(await code(check(await buildRound(subgraph, 'CONGRESS_VOTE'), 0, input))).toBe('VALIDATION_FAILED');
    });

    test('the database compares, too', async () => {
      const { id } = await wages('DRAFTED');
      const row = {
        id: newId(),
        round_id: id,
        draft_no: 1,
        kind: 'LABOUR_QUOTA',
        result: 'PASS',
        measured_fen: 1,
        threshold_fen: 2,
        evidence_ref: 'x',
        recorded_by: newId(),
        recorded_at: new Date(),
      };
      await expect(insert(subgraph.sql, 'guarantee_check', row)).rejects.toMatchObject({
        constraint: 'guarantee_check_compared',
      });
    });
  });

  describe('the congress', () => {
    test.each([
      ['120 of 180 present, 90 consent', {}, null],
      ['119 present', { present: 119 }, ['THRESHOLD_NOT_MET', '2.2.3', 'present']],
      ['89 consent', { consent: 89 }, ['THRESHOLD_NOT_MET', '2.2.3', 'consent']],
      ['more present than there are', { present: 181 }, ['BAD_USER_INPUT', undefined, 'present']],
      ['more consent than present', { consent: 121 }, ['BAD_USER_INPUT', undefined, 'consent']],
      ['nobody', { total: 0, present: 0, consent: 0 }, ['BAD_USER_INPUT', undefined, 'total']],
      ['tomorrow', { heldAt: '2013-10-20' }, ['BAD_USER_INPUT', undefined, 'heldAt']],
      ['before the draft', { heldAt: '2013-10-18' }, ['VALIDATION_FAILED', '2.2.3', 'heldAt']],
      ['rejected although it passed', { outcome: 'REJECTED' }, ['VALIDATION_FAILED', '2.2.3', 'outcome']],
    ])('%s', async (_, input, refusal) => {
      const answer = vote(await buildRound(subgraph, 'CONGRESS_VOTE'), input);
      if (refusal) expect(await ruleOf(answer)).toEqual(refusal);
      else expect((await answer).data.recordCongressVote.round).toMatchObject({ status: 'PASSED', congress: { passed: true } });
    });

    test('a rejected draft leads back to the talks; its checks and vote do not hold for the next one', async () => {
      const built = await wages('CONGRESS_VOTE');
      const { round } = (await vote(built, { consent: 89, outcome: 'REJECTED' })).data.recordCongressVote;
      expect(round).toMatchObject({ status: 'NEGOTIATING', congress: { passed: false } });
      const input = { ...of(built, 1), ...TERM, wageGrowthBp: 500 };
      const next = (
        await call('draftContract', 'round { status draft { number } guaranteeChecks { kind } }', input, built.sides.officer)
      ).data;
      expect(next.draftContract.round).toEqual({ status: 'DRAFTED', draft: { number: 2 }, guaranteeChecks: [] });
    });
  });

  test('S-53: what the congress was shown of a guarantee is not measured or waived anew after its vote, whoever writes it', async () => {
    const built = await wages('DRAFTED');
    await check(built, 0, { kind: 'LABOUR_QUOTA', measuredFen: '260000', evidenceRef: '工资表-1' });
    expect((await vote(built, {}, 1)).data.recordCongressVote.round.status).toBe('PASSED');
    for (const anew of [{ measuredFen: '260000', evidenceRef: '工资表-2' }, { waivedReason: '统一认定' }])
      expect(await ruleOf(check(built, 2, { kind: 'LABOUR_QUOTA', ...anew }))).toEqual(['INVALID_TRANSITION', 'S-53', 'kind']);
    // What it was not shown is recorded later, once.
    expect(await code(check(built, 2, { kind: 'GROWTH_LINE', waivedReason: '统一认定' }))).toBeNull();
    const again = { id: newId(), round_id: built.id, draft_no: 1, kind: 'GROWTH_LINE', result: 'WAIVED', waived_reason: '再次' };
    await expect(
      insert(subgraph.sql, 'guarantee_check', { ...again, recorded_by: newId(), recorded_at: new Date() }),
    ).rejects.toMatchObject({ constraint: 'guarantee_check_before_vote' });
    // Another draft is measured and voted on anew.
    const resumed = await call('resumeBargaining', ROUND, of(built, 3), built.sides.officer);
    expect(resumed.data.resumeBargaining.round.status).toBe('NEGOTIATING');
    const draft = { ...of(built, 4), ...TERM, wageGrowthBp: 950 };
    expect(await code(call('draftContract', ROUND, draft, built.sides.officer))).toBeNull();
    expect(await code(check(built, 5, { kind: 'LABOUR_QUOTA', measuredFen: '260000', evidenceRef: '工资表-2' }))).toBeNull();
  });

  describe('signatures', () => {
    test('S-53: no signature while a guarantee is missing or failed, and no contract past the database', async () => {
      const built = await wages('DRAFTED');
      expect((await vote(built, {})).data.recordCongressVote.round.status).toBe('PASSED');
      expect(await ruleOf(sign(built, 'WORKERS', 1))).toEqual(['VALIDATION_FAILED', 'S-53', 'guaranteeChecks']);
      const contract = {
        id: newId(),
        kind: 'WAGE_SPECIAL',
        round_id: built.id,
        workers_side_id: newId(),
        workers_covered: 1,
        has_wage_terms: true,
        term_from: TERM.termFrom,
        term_to: TERM.termTo,
        signed_on: '2013-10-19',
        file_by: '2013-10-28',
        renewal_from: '2014-08-20',
        scope_path: '/city/',
        version: 1,
      };
      await expect(insert(subgraph.sql, 'collective_contract', contract)).rejects.toMatchObject({
        constraint: 'collective_contract_guaranteed',
      });
      for (const [on, kind] of ['MINIMUM_WAGE', 'LABOUR_QUOTA', 'GROWTH_LINE'].entries())
        expect(await code(check(built, on + 1, { kind, waivedReason: '统一认定' }))).toBeNull();
      expect(await code(sign(built, 'WORKERS', 4))).toBeNull();
    });

    test('two chiefs at once: one signs, the other reads again and signs; there is one contract', async () => {
      const built = await buildRound(subgraph, 'PASSED');
      const sides = ['WORKERS', 'EMPLOYER'] as const;
      const codes = await Promise.all(sides.map((side) => code(sign(built, side))));
      expect(codes.toSorted()).toEqual(['VERSION_CONFLICT', null]);
      const [late] = sides.filter((_, at) => codes[at] !== null);
      const { data } = await sign(built, late as 'WORKERS', 1);
      expect(data.signContract).toMatchObject({ round: { status: 'SIGNED' }, contract: { status: 'SIGNED' } });
      expect(await subgraph.sql('select from collective_contract where round_id = $1', [built.id])).toHaveLength(1);
    });

    test('of one chief twenty times at once one signature stays; its key again changes nothing', async () => {
      const built = await buildRound(subgraph, 'PASSED');
      await expectOneOfTwenty(() => sign(built, 'WORKERS'), 'VERSION_CONFLICT');
      expect(await code(sign(built, 'WORKERS', 1))).toBe('INVALID_TRANSITION');
      const other = await buildRound(subgraph, 'PASSED');
      await expectReplay(
        (more) => call('signContract', ROUND, { ...of(other), side: 'WORKERS', ...more }, other.sides.chiefs.WORKERS),
        { side: 'EMPLOYER' },
      );
    });

    test('each chief for the own side; on paper by the instructor alone', async () => {
      const built = await buildRound(subgraph, 'PASSED');
      const { chiefs, officer, instructor } = built.sides;
      const signAs = (viewer: typeof officer, more: object) =>
        code(call('signContract', ROUND, { ...of(built), side: 'WORKERS', ...more }, viewer));
      expect(await signAs(chiefs.EMPLOYER, {})).toBe('FORBIDDEN');
      expect(await signAs(officer, { paperRef: '档案-1' })).toBe('FORBIDDEN');
      expect(await signAs(instructor.viewer, {})).toBe('FORBIDDEN');
      expect(await signAs(instructor.viewer, { paperRef: '档案-1' })).toBeNull();
      expect(await subgraph.sql('select paper_ref from round_signature where round_id = $1', [built.id])).toEqual([
        { paper_ref: '档案-1' },
      ]);
    });

    test('a contract that was not filed in time is signed anew', async () => {
      const built = await buildRound(subgraph, 'SIGNED');
      expect(await code(sign(built, 'WORKERS'))).toBe('INVALID_TRANSITION');
      const late = '2013-10-30T09:00:00+08:00';
      expect(await code(sign(built, 'WORKERS', 0, late))).toBeNull();
      const { data } = await call(
        'signContract',
        'contract { id signedOn fileBy status version }',
        { ...of(built, 1), side: 'EMPLOYER' },
        built.sides.chiefs.EMPLOYER,
        late,
      );
      expect(data.signContract.contract).toMatchObject({
        id: built.contract?.id,
        signedOn: '2013-10-30',
        fileBy: '2013-11-11',
        status: 'SIGNED',
      });
    });
  });
});
