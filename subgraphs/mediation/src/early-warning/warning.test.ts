import { coreHash, nameHash, newId } from '@union-graph/subgraph';
import { eventually, key, staff, testSubgraph } from '@union-graph/testing';
import { buildEmployer } from '../../test/bargaining.ts';
import { buildOrg, PATH, TODAY } from '../../test/build.ts';
import { buildWarning, buildWorld, refusalOf, SIX, told, WARNING, type World, warn } from '../../test/warnings.ts';
import { mediation } from '../subgraph.ts';

// @slow

const hour = (hours: number): string => new Date(Date.parse(TODAY) + hours * 3_600_000).toISOString();

describe('early warnings (S-28)', () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld(await testSubgraph(mediation));
  });
  afterAll(() => world.subgraph.stop());

  const by = (verb: string, { id, version }: { id: string; version: number }, input: object = {}, now?: string) =>
    warn(world, verb, { warningId: id, expectedVersion: version, ...input }, world.admin, now);
  const refused = (verb: string, { id, version }: { id: string; version: number }, input: object = {}, now?: string) =>
    refusalOf(world, verb, { warningId: id, expectedVersion: version, ...input }, world.admin, now);
  const read = async (id: string, now?: string) =>
    (await world.subgraph.ask(world.admin, `{ earlyWarning(id: "${id}") { ${WARNING} } }`, {}, now)).data.earlyWarning;
  const report = (more: object, viewer = world.station) => warn(world, 'reportEarlyWarning', told(more), viewer);
  const refusedReport = (more: object, viewer = world.station) => refusalOf(world, 'reportEarlyWarning', told(more), viewer);

  test('from the report to the end: each step has its time, and the six parties are told of what is verified', async () => {
    const reported = await buildWarning(world, 'REPORTED');
    expect(reported).toMatchObject({ status: 'REPORTED', dueAt: hour(24), notices: [], verifiedAt: null });
    const verified = await by('verifyWarning', reported, { finding: 'CONFIRMED', headcountAffected: 48 }, hour(20));
    expect(verified).toMatchObject({ status: 'VERIFIED', dueAt: hour(68), headcountAffected: 48, verifiedAt: hour(20) });
    expect(verified.notices).toEqual(SIX.map((party) => ({ party, kind: 'VERIFIED', toldAt: hour(20) })));
    const begun = await by('interveneInWarning', verified, { measure: '约谈用人单位' }, hour(40));
    // Thirty days from Monday 21 October end on Wednesday 20 November.
    expect(begun).toMatchObject({ status: 'INTERVENING', measure: '约谈用人单位', dueAt: '2013-11-20T15:59:59.000Z' });
    const ended = await by('resolveWarning', begun, { result: '工资已补发' }, hour(60));
    expect(ended).toMatchObject({ status: 'RESOLVED', result: '工资已补发', dueAt: null, closedAt: hour(60) });
    expect(ended.notices.filter(({ kind }: { kind: string }) => kind === 'RESOLVED')).toHaveLength(6);
    expect((await refused('resolveWarning', ended, { result: '再次' }))[0]).toBe('INVALID_TRANSITION');
    expect((await refused('escalateWarning', ended, { reason: '再次' }))[0]).toBe('INVALID_TRANSITION');
  });

  test.each(['HOTLINE', 'SMS', 'GRID', 'VISIT', 'STATION'])('comes in by %s', async (source) => {
    const { id: enterpriseId } = await buildEmployer(world.subgraph);
    expect(await report({ source, enterpriseId }, world.admin)).toMatchObject({ source, status: 'REPORTED' });
  });

  test('one that is not true ends with what was found, and no party hears of it', async () => {
    const reported = await buildWarning(world, 'REPORTED');
    expect(await refused('verifyWarning', reported, { finding: 'UNFOUNDED' })).toEqual(['BAD_USER_INPUT', undefined, 'result']);
    const found = { result: '工资已按时发放', headcountAffected: 12 };
    expect(await refused('verifyWarning', reported, { finding: 'CONFIRMED', ...found })).toEqual([
      'BAD_USER_INPUT',
      undefined,
      'result',
    ]);
    const ended = await by('verifyWarning', reported, { finding: 'UNFOUNDED', ...found });
    expect(ended).toMatchObject({ status: 'DISMISSED', ...found, notices: [], dueAt: null });
    expect((await refused('verifyWarning', ended, { finding: 'CONFIRMED' }))[0]).toBe('INVALID_TRANSITION');
  });

  test('a step that takes too long is escalated at reading, and the timer writes it down', async () => {
    const reported = await buildWarning(world, 'REPORTED');
    expect(await read(reported.id, hour(24))).toMatchObject({ status: 'REPORTED', escalatedAt: null });
    const late = hour(24.01);
    expect(await read(reported.id, late)).toMatchObject({ status: 'ESCALATED', escalatedAt: hour(24), dueAt: null, version: 1 });
    const listed = async (status: string) =>
      (
        await world.subgraph.ask(world.admin, `{ earlyWarnings(first: 100, status: ${status}) { nodes { id } } }`, {}, late)
      ).data.earlyWarnings.nodes.map(({ id }: { id: string }) => id);
    expect(await listed('ESCALATED')).toContain(reported.id);
    expect(await listed('REPORTED')).not.toContain(reported.id);
    const offset = Date.parse(late) - Date.now();
    const moved = await world.subgraph.sql(
      `update graphile_worker._private_jobs set run_at = now(), payload = jsonb_set(payload::jsonb, '{clockOffset}', to_jsonb($2::bigint))::json
       where key = $1 returning id`,
      [`warning ${reported.id}`, offset],
    );
    expect(moved).toHaveLength(1);
    const written = async () =>
      (await world.subgraph.sql<{ status: string }>('select status from early_warning where id = $1', [reported.id]))[0]?.status;
    await eventually(async () => (await written()) === 'ESCALATED');
    // Verified afterwards all the same; its next step has its time, and the parties are told.
    const verified = await by('verifyWarning', { id: reported.id, version: 2 }, { finding: 'CONFIRMED' }, hour(30));
    expect(verified).toMatchObject({ status: 'VERIFIED', escalatedAt: hour(24), dueAt: hour(78) });
    expect(verified.notices).toHaveLength(6);
  });

  test('what time has decided is written by the next act, whether the timer ran or not', async () => {
    const reported = await buildWarning(world, 'REPORTED');
    const verified = await by('verifyWarning', reported, { finding: 'CONFIRMED' }, hour(30));
    expect(verified).toMatchObject({ status: 'VERIFIED', escalatedAt: hour(24), version: 3 });
  });

  test('escalated by somebody, with the reason; the parties hear of one that was verified', async () => {
    const escalated = await buildWarning(world, 'ESCALATED');
    expect(escalated).toMatchObject({ status: 'ESCALATED', escalationReason: '涉及人数众多', dueAt: null });
    expect(escalated.notices.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...Array(6).fill('VERIFIED'),
      ...Array(6).fill('ESCALATED'),
    ]);
    expect((await refused('escalateWarning', escalated, { reason: '再次' }))[0]).toBe('INVALID_TRANSITION');
    const begun = await by('interveneInWarning', escalated, { measure: '市区联合约谈' });
    expect(begun.status).toBe('INTERVENING');
    const unverified = await buildWarning(world, 'REPORTED');
    expect((await by('escalateWarning', unverified, { reason: '请市级介入' })).notices).toEqual([]);
  });

  test('nothing is begun about, and nothing ends, what nobody has verified', async () => {
    const reported = await buildWarning(world, 'REPORTED');
    expect((await refused('interveneInWarning', reported, { measure: '约谈' }))[0]).toBe('INVALID_TRANSITION');
    expect((await refused('resolveWarning', reported, { result: '已解决' }))[0]).toBe('INVALID_TRANSITION');
    const verified = await by('verifyWarning', reported, { finding: 'CONFIRMED' });
    expect((await refused('verifyWarning', verified, { finding: 'CONFIRMED' }))[0]).toBe('INVALID_TRANSITION');
    expect((await refused('resolveWarning', verified, { result: '已解决' }))[0]).toBe('INVALID_TRANSITION');
    for (const both of [{}, { caseId: newId(), measure: '约谈' }])
      expect(await refused('interveneInWarning', verified, both)).toEqual(['BAD_USER_INPUT', undefined, 'caseId']);
  });

  describe('duplicates', () => {
    test('a second report of one employer and kind is kept in the first, which counts the larger number', async () => {
      const first = await buildWarning(world, 'REPORTED');
      const { enterpriseId } = first;
      const hotline = staff(world.station.personId as string, 'HOTLINE_AGENT', PATH);
      const second = await report({ enterpriseId, source: 'HOTLINE', headcountAffected: 52 }, hotline);
      expect(second).toMatchObject({ status: 'MERGED', duplicateOf: { id: first.id }, dueAt: null });
      const other = { ...world.station, personId: newId() };
      expect(await report({ enterpriseId }, other)).toMatchObject({ status: 'MERGED', duplicateOf: null });
      expect(await read(first.id)).toMatchObject({
        headcountAffected: 52,
        duplicates: [{ id: second.id }, {}],
        status: 'REPORTED',
      });
      expect(await report({ enterpriseId, claimKind: 'DISMISSAL' })).toMatchObject({ status: 'REPORTED' });
    });

    test('of twenty reports at once one stays open', async () => {
      const { id: enterpriseId } = await buildEmployer(world.subgraph);
      const all = await Promise.all(Array.from({ length: 20 }, () => report({ enterpriseId })));
      expect(all.map(({ status }) => status).sort()).toEqual([...Array<string>(19).fill('MERGED'), 'REPORTED']);
    });

    test('an employer in no register is the same by its name, in one form, district and kind', async () => {
      const first = await report({ employerZh: '北京壬建筑劳务有限公司' });
      const second = await report({ employerZh: '壬建筑勞務', headcountAffected: 52 });
      expect(second).toMatchObject({ status: 'MERGED', employerZh: '壬建筑勞務', duplicateOf: { id: first.id } });
      expect(await read(first.id)).toMatchObject({ headcountAffected: 52, status: 'REPORTED' });
      const other = await report({ employerZh: '壬建筑劳务', claimKind: 'DISMISSAL' });
      expect(other.status).toBe('REPORTED');
      // By what was found it is of the same kind after all.
      expect(await refused('verifyWarning', other, { finding: 'CONFIRMED', claimKind: 'WAGES' })).toEqual([
        'DUPLICATE',
        'S-28',
        'claimKind',
      ]);
      await buildOrg(world.subgraph, { kind: 'DISTRICT_CENTRE', district_code: '110106', scope_path: '/city/110106/' });
      const elsewhere = staff(newId(), 'STATION_STAFF', '/city/110106/');
      expect((await report({ employerZh: '壬建筑劳务', districtCode: '110106' }, elsewhere)).status).toBe('REPORTED');
      await by('verifyWarning', await read(first.id), { finding: 'UNFOUNDED', result: '不属实' });
      expect((await report({ employerZh: '壬建筑劳务' })).status).toBe('REPORTED');
    });

    test('of twenty reports at once of an employer in no register one stays open', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => report({ employerZh: '癸工程队' })));
      expect(all.map(({ status }) => status).sort()).toEqual([...Array<string>(19).fill('MERGED'), 'REPORTED']);
    });

    test('merged by hand; not into itself, into one that is over, of another employer or another district', async () => {
      const [one, other] = [
        await warn(world, 'reportEarlyWarning', told({ employerZh: '某装饰工程队' }), world.station),
        await buildWarning(world, 'VERIFIED'),
      ];
      const merge = (intoId: string) => refused('mergeWarning', one, { intoId });
      expect(await merge(one.id)).toEqual(['VALIDATION_FAILED', 'S-28', 'intoId']);
      expect((await merge(newId()))[0]).toBe('NOT_FOUND');
      expect((await merge('nonsense'))[0]).toBe('NOT_FOUND');
      const over = await buildWarning(world, 'INTERVENING');
      await by('resolveWarning', over, { result: '已解决' });
      expect(await merge(over.id)).toEqual(['VALIDATION_FAILED', 'S-28', 'intoId']);
      const third = await buildWarning(world, 'REPORTED');
      expect(await refused('mergeWarning', third, { intoId: other.id })).toEqual(['VALIDATION_FAILED', 'S-28', 'intoId']);
      const merged = await by('mergeWarning', one, { intoId: other.id });
      expect(merged).toMatchObject({ status: 'MERGED', duplicateOf: { id: other.id } });
      expect(await refused('mergeWarning', other, { intoId: merged.id })).toEqual(['VALIDATION_FAILED', 'S-28', 'intoId']);
    });

    test('of two that are merged into each other at once one stays', async () => {
      const [one, other] = [await report({ employerZh: '甲工程队' }), await report({ employerZh: '乙工程队' })];
      const merge = (warning: { id: string; version: number }, intoId: string) =>
        refused('mergeWarning', warning, { intoId }).then(([code]) => code ?? 'done');
      const codes = await Promise.all([merge(one, other.id), merge(other, one.id)]);
      expect(codes.sort()).toEqual(['VALIDATION_FAILED', 'done']);
    });

    test('what was merged into one that is merged follows', async () => {
      const [one, other, third] = [
        await report({ employerZh: '丙工程队' }),
        await report({ employerZh: '丁工程队' }),
        await report({ employerZh: '戊工程队' }),
      ];
      await by('mergeWarning', one, { intoId: other.id });
      await by('mergeWarning', other, { intoId: third.id });
      expect((await read(third.id)).duplicates.map(({ id }: { id: string }) => id)).toEqual([one.id, other.id]);
    });

    test('one that turns out to be of an employer with such a warning is to be merged', async () => {
      const first = await buildWarning(world, 'VERIFIED');
      const other = await report({ employerZh: '己工程队' });
      expect(await refused('verifyWarning', other, { finding: 'CONFIRMED', enterpriseId: first.enterpriseId })).toEqual([
        'DUPLICATE',
        'S-28',
        'enterpriseId',
      ]);
    });
  });

  test('an employer is a known one or has a name, by which a known one is recognised', async () => {
    const unknown = newId();
    expect(await refusedReport({ enterpriseId: unknown })).toEqual(['NOT_FOUND', undefined, 'enterpriseId']);
    expect(await refusedReport({ enterpriseId: 'nonsense' })).toEqual(['BAD_USER_INPUT', undefined, 'enterpriseId']);
    expect(await refusedReport({})).toEqual(['BAD_USER_INPUT', undefined, 'enterpriseId']);
    expect(await refusedReport({ enterpriseId: unknown, employerZh: '某厂' })).toEqual([
      'BAD_USER_INPUT',
      undefined,
      'enterpriseId',
    ]);
    const subject = newId();
    const name = '朝阳第三服装厂';
    const placed = { districtCode: '110105', aboveScale: false, headcount: 60, unionId: null };
    await world.subgraph.send({
      type: 'organisation.enterprise.placed',
      subject,
      data: { ...placed, nameHash: nameHash(name), coreHash: coreHash(name) },
    });
    expect(await report({ employerZh: name })).toMatchObject({ enterprise: { id: subject } });
    const reported = await report({ employerZh: '无名工地' });
    expect(reported).toMatchObject({ enterprise: null, employerZh: '无名工地' });
    expect(await refused('verifyWarning', reported, { finding: 'CONFIRMED', enterpriseId: unknown })).toEqual([
      'NOT_FOUND',
      undefined,
      'enterpriseId',
    ]);
  });

  test('a district is one that a centre serves; numbers are possible ones; the text holds no number of a person', async () => {
    const { id: enterpriseId } = await buildEmployer(world.subgraph);
    const city = staff(newId(), 'CITY_DEPT');
    expect(await refusedReport({ enterpriseId, districtCode: '110229' }, city)).toEqual(['NOT_FOUND', undefined, 'districtCode']);
    for (const headcountAffected of [0, -1, 1_000_001])
      expect(await refusedReport({ enterpriseId, headcountAffected })).toEqual([
        'BAD_USER_INPUT',
        undefined,
        'headcountAffected',
      ]);
    expect(await refusedReport({ enterpriseId, summary: '联系人13812345678' })).toEqual([
      'VALIDATION_FAILED',
      'PIPL art. 6',
      'summary',
    ]);
    expect(await refusedReport({ enterpriseId, source: 'CASE' })).toEqual(['BAD_USER_INPUT', undefined, 'source']);
  });

  test('the times of the steps are dated numbers', async () => {
    const set = (name: string, value: number) =>
      world.subgraph.ask(
        staff(newId(), 'CITY_DEPT'),
        'mutation ($input: SetRuleNumberInput!) { setMediationRule(input: $input) { number { value } } }',
        { input: { idempotencyKey: key(), expectedVersion: 1, name, value, effectiveFrom: '2013-11-01', reason: '试行' } },
      );
    for (const [name, value] of [
      ['WARNING_VERIFY_HOURS', 12],
      ['WARNING_INTERVENE_HOURS', 6],
      ['WARNING_RESOLVE_DAYS', 10],
    ] as const)
      expect((await set(name, value)).errors).toBeUndefined();
    const { id: enterpriseId } = await buildEmployer(world.subgraph);
    const NOVEMBER = '2013-11-01T10:00:00+08:00';
    const reported = await warn(world, 'reportEarlyWarning', told({ enterpriseId }), world.station, NOVEMBER);
    expect(reported.dueAt).toBe('2013-11-01T14:00:00.000Z');
    const verified = await by('verifyWarning', reported, { finding: 'CONFIRMED' }, NOVEMBER);
    expect(verified.dueAt).toBe('2013-11-01T08:00:00.000Z');
    const begun = await by('interveneInWarning', verified, { measure: '约谈' }, NOVEMBER);
    expect(begun.dueAt).toBe('2013-11-11T15:59:59.000Z');
  });
});
