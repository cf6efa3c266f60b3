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
  withoutDeadlock,
} from '@union-graph/testing';
import { buildHome, buildJointUnion, buildPoint } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { serviceItemPolicy } from './policy.ts';

const WORKER = staff(newId(), 'STATION_STAFF', '/city/110105/u/');
const OFFICER = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/');
const ITEM =
  'item { id nameZh goal validFrom validTo flowChartRef version provider { __typename ... on ServicePoint { id } ... on WorkersHome { id } } }';

test.each(ROLES)('service item policy (S-77): %s', (role) => {
  const may = (path: string, matter: object) => serviceItemPolicy.allows(staff('x', role, path), 'publishServiceItem', matter);
  const atPoint = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'].includes(role);
  const inHome = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'].includes(role);
  expect(may('/city/110105/', { districtCode: '110105' })).toBe(atPoint);
  expect(may('/city/110101/', { districtCode: '110105' })).toBe(false);
  expect(may('/city/110105/', { unionPath: '/city/110105/u/' })).toBe(inHome);
  expect(may('/city/110101/', { unionPath: '/city/110105/u/' })).toBe(false);
});

describe('published services (S-77)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  let point: { id: string };
  let home: { id: string };
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    call = caller(subgraph);
    point = await buildPoint(subgraph.sql);
    home = await buildHome(subgraph.sql, await buildJointUnion(subgraph.sql, {}, '110106'), 'STANDARD', {
      district_code: '110106',
    });
  });
  afterAll(() => subgraph.stop());

  const publish = (more: object = {}, viewer = WORKER) =>
    call('publishServiceItem', ITEM, { servicePointId: point.id, nameZh: '法律咨询', goal: 'RIGHTS', ...more }, viewer);
  const end = (itemId: unknown, more: object = {}, viewer = WORKER) =>
    call('endServiceItem', ITEM, { itemId, expectedVersion: 1, ...more }, viewer);
  const code = (answer: ReturnType<TestSubgraph['ask']>) => subgraph.code(answer);
  const offered = async (on: string, args = '') =>
    (await subgraph.ask(ANONYMOUS, `{ serviceItems(on: "${on}"${args}) { nodes { nameZh } } }`)).data.serviceItems.nodes.map(
      ({ nameZh }: { nameZh: string }) => nameZh,
    );

  test('published by a point and by a home, read by day, district, goal and provider', async () => {
    const item = (await publish({ nameZh: '心理减压', goal: 'SERVICES', validTo: '2013-12-31', flowChartRef: 'wall-3' })).data
      .publishServiceItem.item;
    expect(item).toMatchObject({
      goal: 'SERVICES',
      validFrom: '2013-10-19',
      validTo: '2013-12-31',
      flowChartRef: 'wall-3',
      provider: { __typename: 'ServicePoint', id: point.id },
    });
    const hers = await publish(
      { servicePointId: null, workersHomeId: home.id, nameZh: '技能讲座', goal: 'DEVELOPMENT', validFrom: '2013-11-01' },
      staff(newId(), 'JOINT_UNION_OFFICER', '/city/110106/'),
    );
    expect(hers.data.publishServiceItem.item.provider).toEqual({ __typename: 'WorkersHome', id: home.id });
    expect(await offered('2013-10-19')).toEqual(['心理减压']);
    // By pinyin: jì, xīn.
    expect(await offered('2013-12-31')).toEqual(['技能讲座', '心理减压']);
    expect(await offered('2014-01-01')).toEqual(['技能讲座']);
    expect(await offered('2013-12-01', ', goal: DEVELOPMENT')).toEqual(['技能讲座']);
    expect(await offered('2013-12-01', ', districtCode: "110105"')).toEqual(['心理减压']);
    expect(await offered('2013-12-01', `, providerId: "${home.id}"`)).toEqual(['技能讲座']);
    expect(await offered('2013-12-01', ', providerId: "x"')).toEqual([]);
    const { data } = await subgraph.ask(
      ANONYMOUS,
      `{ servicePoint(id: "${point.id}") { services { nameZh } } workersHome(id: "${home.id}") { services { id } later: services(on: "2013-11-01") { nameZh } } }`,
    );
    expect(data).toEqual({
      servicePoint: { services: [{ nameZh: '心理减压' }] },
      workersHome: { services: [], later: [{ nameZh: '技能讲座' }] },
    });
  });

  test('what a home offered is on offer no more when its union has ended', async () => {
    const union = await buildJointUnion(subgraph.sql);
    const left = await buildHome(subgraph.sql, union);
    const officer = staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
    expect(await code(publish({ servicePointId: null, workersHomeId: left.id, nameZh: '阅览' }, officer))).toBeNull();
    const ofHome = `{ workersHome(id: "${left.id}") { services { nameZh } } }`;
    const services = async () => (await subgraph.ask(ANONYMOUS, ofHome)).data.workersHome.services;
    expect([await offered('2013-10-19', `, providerId: "${left.id}"`), await services()]).toEqual([
      ['阅览'],
      [{ nameZh: '阅览' }],
    ]);
    await subgraph.sql(`update trade_union set status = 'DISSOLVED' where id = $1`, [union.id]);
    expect([await offered('2013-10-19', `, providerId: "${left.id}"`), await services()]).toEqual([[], []]);
  });

  test('publishing: refusals, replay, the same service twenty times at once', async () => {
    expect(await code(publish({ servicePointId: null }))).toBe('BAD_USER_INPUT');
    expect(await code(publish({ workersHomeId: home.id }))).toBe('BAD_USER_INPUT');
    expect(await code(publish({ servicePointId: newId() }))).toBe('NOT_FOUND');
    expect(await code(publish({ servicePointId: null, workersHomeId: 'x' }))).toBe('NOT_FOUND');
    expect(await code(publish({ nameZh: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await code(publish({ flowChartRef: '' }))).toBe('BAD_USER_INPUT');
    expect(await code(publish({ validTo: '2013-10-18' }))).toBe('BAD_USER_INPUT');
    for (const viewer of [
      ANONYMOUS,
      member(newId()),
      staff(newId(), 'STATION_STAFF', '/city/110101/'),
      staff(newId(), 'AUDITOR'),
    ])
      expect(await code(publish({}, viewer))).toBe('FORBIDDEN');
    expect(await code(publish({ servicePointId: null, workersHomeId: home.id }, OFFICER))).toBe('FORBIDDEN');
    await expectReplay((more) => publish({ nameZh: '办卡', ...more }), { goal: 'SERVICES' });
    await expectOneOfTwenty(() => publish({ nameZh: '电影票', validFrom: '2013-11-01', validTo: '2013-11-30' }), 'DUPLICATE');
    expect(await code(publish({ nameZh: '电影票', validFrom: '2013-11-30' }))).toBe('DUPLICATE');
    expect(await code(publish({ nameZh: '电影票', validFrom: '2013-12-01' }))).toBeNull();
  });

  test('a home offers nothing from before it opened, nor after its union has ended', async () => {
    const union = await buildJointUnion(subgraph.sql);
    const opened = await buildHome(subgraph.sql, union, 'STANDARD', { opened_on: '2013-06-06' });
    const offer = (validFrom: string) =>
      publish({ servicePointId: null, workersHomeId: opened.id, validFrom, nameZh: '阅览' }, OFFICER);
    expect((await offer('2013-06-05')).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'validFrom' });
    await subgraph.sql(`update trade_union set status = 'DISSOLVED' where id = $1`, [union.id]);
    expect((await offer('2013-06-06')).errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'workersHomeId',
    });
    await subgraph.sql(`update trade_union set status = 'ACTIVE' where id = $1`, [union.id]);
    expect(await code(offer('2013-06-06'))).toBeNull();
    // Of a home of which nobody knows when it was opened, not from before its union was founded.
    await subgraph.sql('update workers_home set opened_on = null where id = $1', [opened.id]);
    expect((await offer('2012-11-19')).errors?.[0]?.message).toContain('founded on 2012-11-20');
  });

  test('of a service prolonged and one published nineteen times over the same days one is had, and none waits in a circle', async () => {
    const { id } = (await publish({ nameZh: '夜校', validTo: '2013-10-31' })).data.publishServiceItem.item;
    const days = { nameZh: '夜校', validFrom: '2013-11-01', validTo: '2013-11-30' };
    const codes = await withoutDeadlock(
      subgraph,
      'service_item',
      `(id, service_point_id, name_zh, goal, valid_from) values (uuidv7(), '${point.id}', '夜校', 'RIGHTS', '2013-11-01')`,
      [() => end(id, { validTo: '2013-11-30' }), ...Array.from({ length: 19 }, () => () => publish(days))].map(
        (call) => async () => (await code(call())) ?? 'done',
      ),
      /^\s*(insert into|update) "?service_item"?\W/i,
    );
    expect(codes.sort()).toEqual([...Array<string>(19).fill('DUPLICATE'), 'done']);
  });

  test('ending: refusals, replay', async () => {
    const { id } = (await publish({ nameZh: '书画班', validFrom: '2013-10-01' })).data.publishServiceItem.item;
    expect(await code(end(newId()))).toBe('NOT_FOUND');
    expect(await code(end(id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await code(end(id, { validTo: '2013-09-30' }))).toBe('BAD_USER_INPUT');
    expect(await code(end(id, {}, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toBe('FORBIDDEN');
    await expectReplay((more) => end(id, { validTo: '2013-10-18', ...more }), { validTo: '2013-10-17' });
    expect(await code(end(id, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    const other = (await publish({ nameZh: '摄影班' })).data.publishServiceItem.item;
    await expectOneOfTwenty(() => end(other.id), 'VERSION_CONFLICT');
    const ended = await insert(subgraph.sql, 'service_item', {
      id: newId(),
      workers_home_id: home.id,
      name_zh: '合唱',
      goal: 'SERVICES',
      valid_from: '2013-01-01',
    });
    expect(await code(end(ended.id, {}, OFFICER))).toBe('FORBIDDEN');
  });
});
