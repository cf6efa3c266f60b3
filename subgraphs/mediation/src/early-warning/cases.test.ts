import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventually, staff, testSubgraph } from '@union-graph/testing';
import { buildEmployer } from '../../test/bargaining.ts';
import { act, at, buildCase, buildDelegate, buildOrg, PATH, TODAY } from '../../test/build.ts';
import { buildWarning, buildWorld, refusalOf, SIX, told, WARNING, type World, warn } from '../../test/warnings.ts';
import { mediation } from '../subgraph.ts';

const CASE = `id version status isCollective headcountAffected representatives { nameZh } warning { ${WARNING} }`;

describe('warnings and cases (S-28, 2.2.2, J-18)', () => {
  let world: World;
  let station: Viewer;
  beforeAll(async () => {
    world = await buildWorld(await testSubgraph(mediation));
    station = staff(newId(), 'STATION_STAFF', PATH);
  });
  afterAll(() => world.subgraph.stop());

  const workers = (count: number, elected: number) =>
    Array.from({ length: count }, (_, n) => ({
      nameZh: `工友${'一二三四五六七八九十'[n % 10]}${'甲乙丙丁戊'[Math.floor(n / 10)]}`,
      memberId: newId(),
      representative: n < elected,
    }));
  const apply = (input: object, viewer: Viewer = world.admin, now = TODAY) =>
    act(
      world.subgraph,
      viewer,
      'applyForMediation',
      {
        orgId: world.orgId,
        ownership: 'PRIVATE',
        knewOn: '2013-09-01',
        claims: [{ kind: 'WAGES', amountFen: '20700000', ground: '拖欠工资' }],
        ...input,
      },
      now,
      CASE,
    );
  const against = (enterpriseId: string, more: object = {}) => ({
    respondents: [{ enterpriseId, nameZh: '某物流公司' }],
    applicants: workers(46, 4),
    ...more,
  });
  const refusal = async (answer: ReturnType<typeof apply>) => {
    const { code, rule, field } = (await answer).errors?.[0]?.extensions ?? {};
    return [code, rule, field];
  };
  const warningOf = async (id: string, now?: string) =>
    (await world.subgraph.ask(world.admin, `{ mediationCase(id: "${id}") { ${CASE} } }`, {}, now)).data.mediationCase.warning;

  test('a verified warning becomes a collective case with 3 to 5 representatives, and ends with it', async () => {
    const warning = await buildWarning(world, 'VERIFIED');
    const { data } = await apply({ ...against(warning.enterpriseId), warningId: warning.id });
    const made = data.applyForMediation.case;
    expect(made).toMatchObject({ isCollective: true, warning: { id: warning.id, status: 'INTERVENING' } });
    expect(made.representatives).toHaveLength(4);
    expect(
      await refusalOf(world, 'resolveWarning', { warningId: warning.id, expectedVersion: 3, result: '已解决' }, world.admin),
    ).toEqual(['VALIDATION_FAILED', 'S-28', 'warningId']);
    await act(world.subgraph, world.admin, 'decideAcceptance', {
      caseId: made.id,
      expectedVersion: 1,
      accept: false,
      reason: '已另案处理',
      noticeRef: '通知1号',
    });
    const ended = await warningOf(made.id);
    expect(ended).toMatchObject({ status: 'RESOLVED', result: '案件结束：不予受理' });
    expect(ended.closedAt).toBe(ended.notices.at(-1).toldAt);
    expect(ended.notices.filter(({ kind }: { kind: string }) => kind === 'RESOLVED')).toHaveLength(6);
  });

  test('the case is of the employer and kind, collective, with elected representatives; a warning becomes one case', async () => {
    const warning = await buildWarning(world, 'VERIFIED');
    const { id: other } = await buildEmployer(world.subgraph);
    const fault = (more: object) => refusal(apply({ ...against(warning.enterpriseId), warningId: warning.id, ...more }));
    expect(await fault({ respondents: [{ enterpriseId: other, nameZh: '他厂' }] })).toEqual([
      'VALIDATION_FAILED',
      'S-28',
      'warningId',
    ]);
    expect(await fault({ claims: [{ kind: 'WELFARE', ground: '福利' }] })).toEqual(['VALIDATION_FAILED', 'S-28', 'warningId']);
    expect(await fault({ applicants: workers(9, 0) })).toEqual(['THRESHOLD_NOT_MET', 'S-28', 'applicants']);
    expect(await fault({ applicants: workers(46, 0) })).toEqual(['VALIDATION_FAILED', 'S-28', 'representative']);
    for (const elected of [2, 6]) expect((await fault({ applicants: workers(46, elected) }))[0]).toBe('VALIDATION_FAILED');
    expect(await fault({ warningId: newId() })).toEqual(['NOT_FOUND', undefined, undefined]);
    const unverified = await buildWarning(world, 'REPORTED');
    expect(await refusal(apply({ ...against(unverified.enterpriseId), warningId: unverified.id }))).toEqual([
      'INVALID_TRANSITION',
      undefined,
      'warningId',
    ]);
    expect(await fault({})).toEqual([undefined, undefined, undefined]);
    expect(await fault({ applicants: workers(46, 4) })).toEqual(['INVALID_TRANSITION', undefined, 'warningId']);
  });

  test('a collective case against an employer in no register takes up what is told of it by name', async () => {
    const named = { employerZh: '北京子装饰工程有限公司' };
    const warning = await warn(world, 'reportEarlyWarning', told(named), world.station);
    const made = await apply({ respondents: [{ nameZh: '子装饰工程' }], applicants: workers(46, 4) });
    expect(made.data.applyForMediation.case.warning).toMatchObject({ id: warning.id, status: 'INTERVENING' });
    const again = await warn(world, 'reportEarlyWarning', told(named), world.admin);
    expect(again).toMatchObject({ status: 'MERGED', duplicateOf: { id: warning.id } });
  });

  test('the case is of the district of the warning', async () => {
    const warning = await buildWarning(world, 'VERIFIED');
    const orgId = await buildOrg(world.subgraph, { district_code: '110106', scope_path: '/city/110106/' });
    const city = staff(newId(), 'CITY_DEPT');
    const far = { ...against(warning.enterpriseId), warningId: warning.id, orgId };
    expect(await refusal(apply(far, city))).toEqual(['VALIDATION_FAILED', 'S-28', 'warningId']);
    expect(await refusal(apply({ ...far, orgId: world.orgId }, city))).toEqual([undefined, undefined, undefined]);
  });

  test('of two applications for one warning at once one makes its case', async () => {
    const warning = await buildWarning(world, 'VERIFIED');
    const codes = await Promise.all(
      [1, 2].map(async () => (await refusal(apply({ ...against(warning.enterpriseId), warningId: warning.id })))[0] ?? 'done'),
    );
    expect(codes.sort()).toEqual(['INVALID_TRANSITION', 'done']);
  });

  test('somebody who may not see the warning makes no case of it', async () => {
    const warning = await buildWarning(world, 'VERIFIED');
    expect(await refusal(apply({ ...against(warning.enterpriseId), warningId: warning.id }, station))).toEqual([
      'NOT_FOUND',
      undefined,
      undefined,
    ]);
  });

  test('a collective case raises its warning by itself, told to the six parties at once', async () => {
    const { id } = await buildEmployer(world.subgraph);
    const { data } = await apply(against(id));
    const { warning } = data.applyForMediation.case;
    expect(warning).toMatchObject({
      source: 'CASE',
      status: 'INTERVENING',
      headcountAffected: 46,
      enterprise: { id },
      case: { id: data.applyForMediation.case.id },
    });
    expect(warning.notices.map(({ party }: { party: string }) => party)).toEqual(SIX);
  });

  test.each([
    ['9 who ask and 29 affected', 9, 29, false],
    ['one who asks and 30 affected', 1, 30, true],
    ['nine who ask', 9, null, false],
    ['ten who ask', 10, null, true],
  ])('2.2.2: %s', async (_, count, headcountAffected, raises) => {
    const { id } = await buildEmployer(world.subgraph);
    const { data } = await apply(against(id, { applicants: workers(count, 0), headcountAffected }));
    expect(data.applyForMediation.case.warning !== null).toBe(raises);
    if (headcountAffected !== null) expect(data.applyForMediation.case.headcountAffected).toBe(headcountAffected);
  });

  test('no fewer are affected than ask', async () => {
    const { id } = await buildEmployer(world.subgraph);
    expect(await refusal(apply(against(id, { headcountAffected: 45 })))).toEqual([
      'BAD_USER_INPUT',
      undefined,
      'headcountAffected',
    ]);
  });

  test('a firm without a record is told of by its name', async () => {
    const respondents = [{ nameZh: '某无名工程队' }];
    const { data } = await apply({ respondents, applicants: workers(12, 3) });
    expect(data.applyForMediation.case.warning).toMatchObject({ enterprise: null, employerZh: '某无名工程队' });
  });

  test('what was told of the employer before is taken up, verified by the workers themselves', async () => {
    const reported = await buildWarning(world, 'REPORTED');
    const { data } = await apply(against(reported.enterpriseId, { headcountAffected: 60 }));
    expect(data.applyForMediation.case.warning).toMatchObject({
      id: reported.id,
      source: 'STATION',
      status: 'INTERVENING',
      headcountAffected: 60,
      verifiedAt: new Date(TODAY).toISOString(),
    });
    // A report that comes later is the same one.
    const later = await warn(world, 'reportEarlyWarning', told({ enterpriseId: reported.enterpriseId }), world.station);
    expect(later).toMatchObject({ status: 'MERGED', duplicateOf: { id: reported.id } });
    // Other workers of the firm have a case and a warning of their own.
    const second = await apply(against(reported.enterpriseId));
    expect(second.data.applyForMediation.case.warning).toMatchObject({ source: 'CASE', status: 'INTERVENING' });
  });

  test.each([
    ['as is read', false],
    ['as the timer has written down', true],
  ])('a case that time ends, ends the warning, %s; arbitration opens it again, a level up', async (_, isWritten) => {
    const { id } = await buildEmployer(world.subgraph);
    const { data } = await apply(against(id));
    const made = data.applyForMediation.case;
    // Its fifteen days end on Sunday 3 November, and so on Monday.
    expect((await warningOf(made.id, '2013-11-04T12:00:00+08:00')).status).toBe('INTERVENING');
    const failed = '2013-11-05T12:00:00+08:00';
    expect(await warningOf(made.id, failed)).toMatchObject({
      status: 'RESOLVED',
      closedAt: '2013-11-04T16:00:00.000Z',
      dueAt: null,
    });
    const open = async (isOpen: boolean) =>
      (
        await world.subgraph.ask(
          world.admin,
          `{ earlyWarnings(enterpriseId: "${id}", open: ${isOpen}) { totalCount } }`,
          {},
          failed,
        )
      ).data.earlyWarnings.totalCount;
    expect([await open(true), await open(false)]).toEqual([0, 1]);
    const toArbitration = (expectedVersion: number) =>
      act(world.subgraph, world.admin, 'referToArbitration', { caseId: made.id, expectedVersion }, failed);
    if (isWritten) {
      const offset = Date.parse(failed) - Date.now();
      await world.subgraph.sql(
        `update graphile_worker._private_jobs set run_at = now(), payload = jsonb_set(payload::jsonb, '{clockOffset}', to_jsonb($2::bigint))::json
         where key = $1`,
        [`settle_case:${made.id}`, offset],
      );
      const ended = () => world.subgraph.sql(`select from early_warning where case_id = $1 and status = 'RESOLVED'`, [made.id]);
      await eventually(async () => (await ended()).length > 0);
    }
    expect((await toArbitration(isWritten ? 2 : 1)).errors).toBeUndefined();
    expect(await warningOf(made.id, failed)).toMatchObject({ status: 'ESCALATED', closedAt: null });
  });

  test('a warning is taken up by a case that is there; of another employer, or over, it is none', async () => {
    const { id } = await buildEmployer(world.subgraph);
    const few = (await apply(against(id, { applicants: workers(2, 0) }))).data.applyForMediation.case;
    const warning = await warn(world, 'reportEarlyWarning', told({ enterpriseId: id, headcountAffected: 8 }), world.station);
    const verify = { warningId: warning.id, expectedVersion: 1, finding: 'CONFIRMED' };
    await warn(world, 'verifyWarning', verify, world.admin);
    const by = (caseId: string) =>
      refusalOf(world, 'interveneInWarning', { warningId: warning.id, expectedVersion: 2, caseId }, world.admin);
    const other = await buildCase(world.subgraph, 'ACCEPTED');
    expect(await by(other.id)).toEqual(['VALIDATION_FAILED', 'S-28', 'caseId']);
    expect(await by((await buildCase(world.subgraph, 'PERFORMED')).id)).toEqual(['VALIDATION_FAILED', 'S-28', 'caseId']);
    expect((await by(newId()))[0]).toBe('NOT_FOUND');
    expect(await by(few.id)).toEqual([undefined, undefined, undefined]);
    expect((await warningOf(few.id)).id).toBe(warning.id);
    await act(world.subgraph, world.admin, 'decideAcceptance', {
      caseId: few.id,
      expectedVersion: 1,
      accept: true,
      respondentConsents: true,
    });
    expect((await warningOf(few.id)).status).toBe('INTERVENING');
  });

  test('C-19: a delegate reads the warning of which the party was told, and its case from the referral on', async () => {
    const delegate = await buildDelegate(world.subgraph, 'HRSS');
    const elsewhere = { ...delegate, grants: staff(newId(), 'LINKED_PARTY', '/city/110101/').grants };
    const reported = await buildWarning(world, 'REPORTED');
    const read = async (viewer: Viewer) =>
      (await world.subgraph.ask(viewer, `{ earlyWarning(id: "${reported.id}") { id case { caseNo } } }`)).data.earlyWarning;
    expect(await read(delegate)).toBeNull();
    const { data } = await apply(against(reported.enterpriseId));
    expect(await read(delegate)).toEqual({ id: reported.id, case: null });
    expect(await read(elsewhere)).toBeNull();
    expect(await read(staff(newId(), 'LINKED_PARTY'))).toBeNull();
    await act(world.subgraph, world.admin, 'referToParty', {
      caseId: data.applyForMediation.case.id,
      expectedVersion: 1,
      to: 'HRSS',
      reason: '请协查工资支付情况',
    });
    expect(await read(delegate)).toEqual({ id: reported.id, case: { caseNo: expect.any(String) } });
  });

  test('the database keeps a warning of one case, and of each state what belongs to it', async () => {
    const warning = await buildWarning(world, 'VERIFIED');
    const change = (set: string) => world.subgraph.sql(`update early_warning set ${set} where id = $1`, [warning.id]);
    await expect(change(`status = 'INTERVENING', step_hours = null, step_days = 3`)).rejects.toThrow('early_warning_intervening');
    await expect(change(`status = 'RESOLVED', step_hours = null, result = '好'`)).rejects.toThrow('early_warning_closed');
    await expect(change(`status = 'MERGED', step_hours = null, closed_at = now(), duplicate_of = id`)).rejects.toThrow(
      'early_warning_merged',
    );
    await expect(change('verified_at = null')).rejects.toThrow('early_warning_verified');
    await change(`due_at = '2099-01-01'`);
    const [{ due } = { due: null }] = await world.subgraph.sql<{ due: Date }>(
      'select due_at as due from early_warning where id = $1',
      [warning.id],
    );
    expect(due).toEqual(new Date(at(2)));
  });
});
