import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  expectOneOfTwenty,
  expectReplay,
  insert,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { buildCity, buildFederation, buildPoint, buildUnionBelow, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import type { UnionKind } from '../union/rules.ts';
import { pointPolicy } from './policy.ts';
import { faultOfHours, isOpenAt } from './rules.ts';

const CENTRE = '0141cc4b-7800-7000-8000-000000000002';
const FAR = staff(newId(), 'DISTRICT_ADMIN', '/city/110101/');
const WORKER = staff(newId(), 'STATION_STAFF', '/city/110105/u/');
const POINT = 'point { id videoLink version openNow openingHours { weekday opens closes } }';
const day = (weekday: number, opens = '09:00', closes = '17:00') => ({ weekday, opens, closes });

test.each([
  [[day(1), day(2)], true],
  [[day(1, '09:00', '12:00'), day(1, '12:00', '17:00')], true],
  [[day(7, '18:00', '24:00')], true],
  [[], true],
  [[day(0)], false],
  [[day(8)], false],
  [[day(1, '9:00')], false],
  [[day(1, '09:00', '24:01')], false],
  [[day(1, '24:00', '24:00')], false],
  [[day(1, '17:00', '09:00')], false],
  [[day(1, '09:00', '12:01'), day(1, '12:00', '17:00')], false],
  [Array.from({ length: 29 }, (_, at) => day(1 + (at % 7), `0${Math.floor(at / 7)}:00`, `0${Math.floor(at / 7)}:30`)), false],
])('hours %j are fine: %s', (hours, fine) => {
  expect(faultOfHours(hours) === null).toBe(fine);
});

test.each([
  ['2013-10-19T08:59:59+08:00', false],
  ['2013-10-19T09:00:00+08:00', true],
  ['2013-10-19T16:59:59+08:00', true],
  ['2013-10-19T17:00:00+08:00', false],
  ['2013-10-18T10:00:00+08:00', false],
  // Sunday in Beijing, still Saturday in UTC.
  ['2013-10-20T00:30:00+08:00', true],
])('open on Saturday by day and on Sunday at night: at %s %s', (instant, open) => {
  expect(isOpenAt([day(6), day(7, '00:00', '01:00')], new Date(instant))).toBe(open);
});

test.each(ROLES)('point policy (S-12): %s', (role) => {
  const runs = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'].includes(role);
  for (const verb of ['setOpeningHours', 'reportVideoLink'] as const) {
    expect(pointPolicy.allows(staff('x', role, '/city/110105/'), verb, { districtCode: '110105' })).toBe(runs);
    expect(pointPolicy.allows(staff('x', role, '/city/110101/'), verb, { districtCode: '110105' })).toBe(false);
  }
});

describe('service points change (S-11, S-12)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());
  const code = (answer: ReturnType<TestSubgraph['ask']>) => subgraph.code(answer);

  test('opening hours are told anew; is it open now', async () => {
    const { id } = await buildPoint(subgraph.sql);
    await insert(subgraph.sql, 'opening_hours', { service_point_id: id, weekday: 1, opens: '08:00', closes: '09:00' });
    const set = (more: object = {}, viewer = WORKER) =>
      call('setOpeningHours', POINT, { pointId: id, expectedVersion: 1, hours: [day(6)], ...more }, viewer);
    expect(await code(set({ hours: [day(6, '17:00', '09:00')] }))).toBe('BAD_USER_INPUT');
    expect(await code(set({ pointId: newId() }))).toBe('NOT_FOUND');
    expect(await code(set({ expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    for (const viewer of [ANONYMOUS, member(newId()), staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')])
      expect(await code(set({}, viewer))).toBe('FORBIDDEN');
    await expectReplay((more) => set(more), { hours: [] });
    const { data } = await subgraph.ask(
      ANONYMOUS,
      `{ servicePoint(id: "${id}") { version openNow openingHours { weekday opens closes } } }`,
    );
    expect(data.servicePoint).toEqual({ version: 2, openNow: true, openingHours: [day(6)] });
    await expectOneOfTwenty(() => set({ expectedVersion: 2, hours: [] }), 'VERSION_CONFLICT');
  });

  test('S-12: video links, seen from the point above', async () => {
    const [up, down] = [await buildPoint(subgraph.sql, '110101'), await buildPoint(subgraph.sql, '110101')];
    const report = (pointId: string, more: object = {}, viewer = FAR) =>
      call('reportVideoLink', POINT, { pointId, expectedVersion: 1, status: 'DOWN', ...more }, viewer);
    expect(await code(report(down.id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await code(report(newId()))).toBe('NOT_FOUND');
    expect(await code(report(down.id, {}, WORKER))).toBe('FORBIDDEN');
    expect(await code(report(CENTRE, {}, staff(newId(), 'CITY_DEPT')))).toBe('VALIDATION_FAILED');
    await expectReplay((more) => report(down.id, more), { status: 'NONE' });
    await expectOneOfTwenty(() => report(up.id, { status: 'UP' }), 'VERSION_CONFLICT');
    const below = async (args: string) =>
      (
        await subgraph.ask(
          ANONYMOUS,
          `{ servicePoint(id: "${CENTRE}") { children(videoLink: ${args}, first: 100) { nodes { id } } } }`,
        )
      ).data.servicePoint.children.nodes.map(({ id }: { id: string }) => id);
    expect(await below('DOWN')).toEqual([down.id]);
    expect(await below('UP')).toContain(up.id);
  });

  test('S-11: a union of the industrial line is tied to a point of the districts', async () => {
    const [industry, point] = [
      await buildUnionBelow(subgraph.sql, await buildCity(subgraph.sql), 'INDUSTRIAL_UNION'),
      await buildPoint(subgraph.sql),
    ];
    const union = await buildUnionBelow(subgraph.sql, industry, 'BUREAU_COMPANY_UNION');
    const admin = staff(newId(), 'INDUSTRY_ADMIN', industry.scope_path);
    const tie = (more: object = {}, viewer = admin) =>
      call(
        'linkUnionToPoint',
        'union { version linkedPoint { id linkedUnions { nodes { id } } } }',
        { unionId: union.id, pointId: point.id, expectedVersion: 1, ...more },
        viewer,
      );
    expect(await code(tie({ pointId: newId() }))).toBe('NOT_FOUND');
    expect(await code(tie({ pointId: 'x' }))).toBe('NOT_FOUND');
    expect(await code(tie({ unionId: newId() }))).toBe('NOT_FOUND');
    expect(await code(tie({ expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    for (const viewer of [ANONYMOUS, staff(newId(), 'BUREAU_ADMIN', '/city/other/'), staff(newId(), 'DISTRICT_ADMIN')])
      expect(await code(tie({}, viewer))).toBe('FORBIDDEN');
    const federation = await buildFederation(subgraph.sql);
    expect(await code(tie({ unionId: federation.id }, staff(newId(), 'CITY_DEPT')))).toBe('VALIDATION_FAILED');
    const near = await buildPoint(subgraph.sql);
    const tieOf = async (below: UnionRow, kind: UnionKind, more: object, pointId = near.id) => {
      const { id: unionId } = await buildUnionBelow(subgraph.sql, below, kind, { name_zh: newId(), ...more });
      return code(tie({ unionId, pointId }, staff(newId(), 'CITY_DEPT')));
    };
    expect(await tieOf(industry, 'BUREAU_COMPANY_UNION', { status: 'DISSOLVED' })).toBe('VALIDATION_FAILED');
    expect(await tieOf(industry, 'BUREAU_COMPANY_UNION', { district_code: '110101' })).toBe('VALIDATION_FAILED');
    expect(await tieOf(industry, 'BUREAU_COMPANY_UNION', { district_code: '110105' })).toBeNull();
    expect(await tieOf(federation, 'ENTERPRISE_UNION', {})).toBe('VALIDATION_FAILED');
    const home = await buildPoint(subgraph.sql, '110105', { kind: 'BUREAU_HOME' });
    expect(await tieOf(industry, 'BUREAU_COMPANY_UNION', {}, home.id)).toBe('VALIDATION_FAILED');
    expect(await tieOf(industry, 'BUREAU_COMPANY_UNION', { district_code: '110101' }, CENTRE)).toBeNull();
    await expectReplay((more) => tie(more), { pointId: null });
    expect((await tie({ expectedVersion: 2, pointId: null })).data.linkUnionToPoint.union).toEqual({
      version: 3,
      linkedPoint: null,
    });
    expect((await tie({ expectedVersion: 3 })).data.linkUnionToPoint.union.linkedPoint).toEqual({
      id: point.id,
      linkedUnions: { nodes: [{ id: union.id }] },
    });
    await expectOneOfTwenty(() => tie({ expectedVersion: 4 }), 'VERSION_CONFLICT');
  });
});
