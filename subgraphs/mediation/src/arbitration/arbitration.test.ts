import { newId } from '@union-graph/subgraph';
import { insert, listed, staff, type TestSubgraph, testSubgraph, withoutDeadlock } from '@union-graph/testing';
import { act, type BuiltCase, buildCase, buildDelegate, day } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';
import { isFinal } from './rules.ts';

const claim = (more: object) => ({ id: newId(), position: 1, kind: 'COMPENSATION', ground: '补偿', ...more });

describe('arbitration', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const refer = (built: Awaited<ReturnType<typeof buildCase>>, over: object = {}) =>
    act(
      subgraph,
      built.applicant,
      'referToArbitration',
      { caseId: built.id, expectedVersion: 1, ...over },
      undefined,
      'status closedAt',
    );

  test('P11 art. 27: a claim in time goes on; an expired one only with the risk accepted', async () => {
    expect((await refer(await buildCase(subgraph, 'FAILED'))).data.referToArbitration.case).toEqual({
      status: 'TO_ARBITRATION',
      closedAt: null,
    });
    const expired = () => buildCase(subgraph, 'FAILED', { knewOn: '2012-10-18', terminatedOn: '2012-10-18' });
    for (const over of [{}, { acceptLimitationRisk: false }]) {
      expect((await refer(await expired(), over)).errors?.[0]?.extensions).toMatchObject({
        code: 'LIMITATION_EXPIRED',
        rule: 'P11 art. 27',
      });
    }
    expect((await refer(await expired(), { acceptLimitationRisk: true })).data.referToArbitration.case.status).toBe(
      'TO_ARBITRATION',
    );
    // A year to the day, on a Saturday: the Monday still counts.
    expect(
      (await refer(await buildCase(subgraph, 'FAILED', { knewOn: '2012-10-19', terminatedOn: '2012-10-19' }))).errors,
    ).toBeUndefined();
  });

  test.each(['REFUSED', 'PAYMENT_ORDER'])(
    'P12: a case whose agreement is %s is no dead end: the worker goes on to arbitration, and to the award',
    async (status) => {
      const built = await buildCase(subgraph, status);
      expect((await refer(built)).data.referToArbitration.case).toEqual({ status: 'TO_ARBITRATION', closedAt: null });
      const award = { awardedFen: '864000', documentNo: '京劳仲字3号', awardedOn: day(0) };
      const hrss = await buildDelegate(subgraph, 'HRSS');
      const answer = await act(subgraph, hrss, 'recordAward', { caseId: built.id, expectedVersion: 2, ...award });
      expect(answer.data.recordAward.case.status).toBe('AWARDED');
    },
  );

  test('P11 art. 14: on day 16 the applicant goes to arbitration, though nobody declared a failure', async () => {
    const late = await buildCase(subgraph, 'IN_MEDIATION', { received_at: '2013-10-03T10:00:00+08:00' });
    const inTime = await buildCase(subgraph, 'IN_MEDIATION', { received_at: '2013-10-04T10:00:00+08:00' });
    expect((await refer(late)).data.referToArbitration.case.status).toBe('TO_ARBITRATION');
    expect((await refer(inTime)).errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
    expect(await subgraph.sql('select failed_at from mediation_case where id = $1', [late.id])).toEqual([
      { failed_at: new Date('2013-10-19T00:00:00+08:00') },
    ]);
  });

  test.each([
    ['wages of twelve minimum wages', ['WAGES'], 1_680_000n, true],
    ['one fen more', ['WAGES'], 1_680_001n, false],
    ['a claim that is not for such money', ['WAGES', 'DISMISSAL'], 1n, false],
  ] as const)('P11 art. 47: an award for %s is final: %s', (_, kinds, awarded, final) => {
    expect(isFinal(kinds, awarded, 140_000n)).toBe(final);
  });

  test('no delegate who has left their office or died reads or records anything of their party', async () => {
    const hrss = await buildDelegate(subgraph, 'HRSS');
    const built = await buildCase(subgraph, 'TO_ARBITRATION');
    await subgraph.sql(`update mediation_case set source = 'ARBITRATION_REFERRED' where id = $1`, [built.id]);
    const more = { awardedFen: '864000', documentNo: '京劳仲字9号', awardedOn: day(0) };
    const code = async (viewer: typeof hrss) =>
      subgraph.code(act(subgraph, viewer, 'recordAward', { caseId: built.id, expectedVersion: 1, ...more }));
    await listed(subgraph.sql, 'STAFF', { entryId: hrss.personId as string, hasEnded: true });
    expect(await code(hrss)).toBe('NOT_FOUND');
    // Who sees the case by another role, too, is no delegate any more.
    const alsoOffice = { ...hrss, grants: [...hrss.grants, ...staff(newId(), 'CITY_DEPT', '/city/').grants] };
    expect(await code(alsoOffice)).toBe('FORBIDDEN');
    expect(await code(await buildDelegate(subgraph, 'HRSS'))).toBeNull();
  });

  test('from the award to the judgment, each by its own authority', async () => {
    const [hrss, court] = [await buildDelegate(subgraph, 'HRSS'), await buildDelegate(subgraph, 'COURT')];
    const built = await buildCase(subgraph, 'TO_ARBITRATION');
    let expectedVersion = 1;
    const call = async (viewer: typeof hrss, mutation: string, input: object) => {
      const answer = await act(
        subgraph,
        viewer,
        mutation,
        { caseId: built.id, expectedVersion, ...input },
        undefined,
        'version status award { awardedFen isFinal judgmentNo judgedFen }',
      );
      expectedVersion = answer.data[mutation]?.case.version ?? expectedVersion;
      return answer.errors?.[0]?.extensions ?? answer.data[mutation].case;
    };
    const award = { awardedFen: '864000', documentNo: '京劳仲字1号', awardedOn: day(0) };
    // Until there is an award, the case is none of the court's, and of nobody's delegate it never is.
    for (const viewer of [court, staff(newId(), 'LINKED_PARTY')])
      expect(await call(viewer, 'recordAward', award)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await call(hrss, 'recordAward', { ...award, awardedOn: day(1) })).toMatchObject({ code: 'BAD_USER_INPUT' });
    for (const documentNo of [' ', '字'.repeat(201)])
      expect(await call(hrss, 'recordAward', { ...award, documentNo })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'documentNo',
      });
    expect(await call(hrss, 'recordAward', award)).toMatchObject({
      status: 'AWARDED',
      award: { awardedFen: '864000', isFinal: true, judgmentNo: null },
    });
    expect(await call(court, 'recordJudgment', { outcome: 'JUDGED', documentNo: '民1号', judgedFen: '1' })).toMatchObject({
      code: 'INVALID_TRANSITION',
    });
    expect(await call(court, 'recordJudgment', { outcome: 'SUED' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'suedBy' });
    expect(await call(court, 'recordJudgment', { outcome: 'SUED', suedBy: 'RESPONDENT' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      rule: 'P11 art. 47',
    });
    expect(await call(hrss, 'recordJudgment', { outcome: 'SUED', suedBy: 'APPLICANT' })).toMatchObject({ code: 'FORBIDDEN' });
    for (const unused of [{ documentNo: '民1号' }, { judgedFen: '1' }])
      expect(await call(court, 'recordJudgment', { outcome: 'SUED', suedBy: 'APPLICANT', ...unused })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: Object.keys(unused)[0],
      });
    expect(await call(court, 'recordJudgment', { outcome: 'NOT_SUED', suedBy: 'APPLICANT' })).toMatchObject({ field: 'suedBy' });
    expect(await call(court, 'recordJudgment', { outcome: 'SUED', suedBy: 'APPLICANT' })).toMatchObject({ status: 'LITIGATION' });
    expect(
      await call(court, 'recordJudgment', { outcome: 'JUDGED', documentNo: '民1号', judgedFen: '9', suedBy: 'APPLICANT' }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'suedBy' });
    expect(await call(court, 'recordJudgment', { outcome: 'JUDGED', judgedFen: '900000' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'documentNo',
    });
    expect(await call(court, 'recordJudgment', { outcome: 'JUDGED', documentNo: '民1号', judgedFen: '800000' })).toMatchObject({
      status: 'CLOSED',
      award: { judgmentNo: '民1号', judgedFen: '800000' },
    });
  });

  test('MED-INV-3: of ten cases of one dispute that go on to arbitration at once one is open again, and none waits in a circle', async () => {
    const built = await Promise.all(Array.from({ length: 10 }, () => buildCase(subgraph, 'FAILED')));
    const [key, other] = [newId(), await buildCase(subgraph, 'RECEIVED')];
    await subgraph.sql(`update case_dispute set respondent_key = $2, applicant_key = $2 where case_id = any($1::uuid[])`, [
      built.map(({ id }) => id),
      key,
    ]);
    const codes = await withoutDeadlock(
      subgraph,
      'case_dispute',
      `(claim_id, case_id, kind, respondent_key, applicant_key, period, open)
       values ('${other.claimId}', '${other.id}', 'WAGES', '${key}', '${key}', '[2013-05-01,2013-07-19]', true)`,
      built.map((one) => async () => (await refer(one)).errors?.[0]?.extensions.code ?? 'done'),
      /^\s*update "?mediation_case"?/i,
    );
    expect(codes.sort()).toEqual([...Array<string>(9).fill('DUPLICATE'), 'done']);
  });

  test('2.2.2: the applicant takes it back before there is an award; not where an agreement took effect, which stays due', async () => {
    const withdraw = ({ id, applicant }: BuiltCase, expectedVersion = 1) =>
      act(subgraph, applicant, 'withdrawCase', { caseId: id, expectedVersion });
    const open = await buildCase(subgraph, 'TO_ARBITRATION');
    expect((await withdraw({ ...open, applicant: open.respondent })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await withdraw(open)).data.withdrawCase.case.status).toBe('WITHDRAWN');
    const breached = await buildCase(subgraph, 'BREACHED');
    expect((await refer(breached)).data.referToArbitration.case.status).toBe('TO_ARBITRATION');
    const { errors } = await withdraw(breached, 2);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('stays due'),
      extensions: { code: 'INVALID_TRANSITION', field: 'status' },
    });
    for (const status of ['AWARDED', 'LITIGATION'])
      expect((await withdraw(await buildCase(subgraph, status))).errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
  });

  test('P11 art. 28: no award of more than was claimed, whoever writes it; a claim without an amount may be worth any', async () => {
    const hrss = await buildDelegate(subgraph, 'HRSS');
    const award = { documentNo: '京劳仲字2号', awardedOn: day(0) };
    const record = ({ id }: { id: string }, awardedFen: string) =>
      act(subgraph, hrss, 'recordAward', { caseId: id, expectedVersion: 1, awardedFen, ...award });
    const built = await buildCase(subgraph, 'TO_ARBITRATION');
    for (const awardedFen of ['864001', '100000000000000'])
      expect((await record(built, awardedFen)).errors?.[0]?.extensions).toMatchObject({
        code: 'VALIDATION_FAILED',
        rule: 'P11 art. 28',
        field: 'awardedFen',
      });
    await insert(subgraph.sql, 'case_claim', claim({ case_id: built.id, amount_fen: 1 }));
    expect((await record(built, '864001')).data.recordAward.case.status).toBe('AWARDED');
    await expect(subgraph.sql('update award set awarded_fen = 864002 where case_id = $1', [built.id])).rejects.toMatchObject({
      constraint: 'award_within_claims',
    });
    const open = await buildCase(subgraph, 'TO_ARBITRATION');
    await insert(subgraph.sql, 'case_claim', claim({ case_id: open.id, amount_fen: null }));
    expect((await record(open, '900000')).data.recordAward.case.status).toBe('AWARDED');
  });

  test('P11 art. 28: no judgment of more than was sued for, whoever writes it; a suit may name a sum of its own', async () => {
    const court = await buildDelegate(subgraph, 'COURT');
    const record = (id: string, expectedVersion: number, input: object) =>
      act(subgraph, court, 'recordJudgment', { caseId: id, expectedVersion, ...input }, undefined, 'award { suedFen judgedFen }');
    const judge = (id: string, expectedVersion: number, judgedFen: string) =>
      record(id, expectedVersion, { outcome: 'JUDGED', documentNo: '民2号', judgedFen });
    const refused = { code: 'VALIDATION_FAILED', rule: 'P11 art. 28', field: 'judgedFen' };
    const claimed = await buildCase(subgraph, 'LITIGATION');
    for (const judgedFen of ['864001', '100000000000000'])
      expect((await judge(claimed.id, 1, judgedFen)).errors?.[0]?.extensions).toMatchObject(refused);
    expect((await judge(claimed.id, 1, '864000')).errors).toBeUndefined();
    await expect(subgraph.sql('update award set judged_fen = 864001 where case_id = $1', [claimed.id])).rejects.toMatchObject({
      constraint: 'award_judged_within_suit',
    });
    const more = await buildCase(subgraph, 'AWARDED');
    const suit = (suedFen: string) => record(more.id, 1, { outcome: 'SUED', suedBy: 'APPLICANT', suedFen });
    expect((await suit('0')).errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'suedFen' });
    expect((await suit('900000')).errors).toBeUndefined();
    expect((await judge(more.id, 2, '900001')).errors?.[0]?.extensions).toMatchObject(refused);
    expect((await judge(more.id, 2, '900000')).data.recordJudgment.case.award).toEqual({
      suedFen: '900000',
      judgedFen: '900000',
    });
    const open = await buildCase(subgraph, 'LITIGATION');
    await insert(subgraph.sql, 'case_claim', claim({ case_id: open.id, amount_fen: null }));
    expect((await judge(open.id, 1, '900000')).errors).toBeUndefined();
  });

  test('an award nobody sues over closes the case', async () => {
    const built = await buildCase(subgraph, 'AWARDED');
    const court = await buildDelegate(subgraph, 'COURT');
    const record = (now: string) =>
      act(subgraph, court, 'recordJudgment', { caseId: built.id, expectedVersion: 1, outcome: 'NOT_SUED' }, now);
    // The award is of Friday 18 October; its fifteenth day, 2 November, is a Saturday, and moves to Monday.
    expect((await record('2013-11-04T23:59:59+08:00')).errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'outcome',
    });
    expect((await record('2013-11-05T00:00:00+08:00')).data.recordJudgment.case.status).toBe('CLOSED');
  });
});
