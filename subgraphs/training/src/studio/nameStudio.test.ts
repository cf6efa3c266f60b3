import { newId } from '@union-graph/subgraph';
import { key, listed, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { training } from '../subgraph.ts';

const NAME = `mutation ($input: NameStudioInput!) { nameStudio(input: $input) { studio { id nameZh status namedAt } } }`;

describe('nameStudio (S-60, IND-07)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, {
      subscribers: listenerTo('training'),
    });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const name = async (more: object = {}, viewer: Viewer = staff(newId(), 'CITY_DEPT')) => {
    const enterpriseId = await listed(subgraph.sql, 'ENTERPRISE', { scopePath: '/city/110106/' });
    const input = { idempotencyKey: key(), nameZh: `创新工作室${newId()}`, enterpriseId, districtCode: '110106', ...more };
    return subgraph.ask(viewer, NAME, { input });
  };
  const measured = async () =>
    (
      await subgraph.sql<{ data: { valueCount: number } }>(
        `select event->'data' as data from event_delivery
         where event->>'type' = 'training.indicator.measured' order by id`,
      )
    ).map(({ data }) => data);

  test('named by the city, public, and the plan hears how many there are', async () => {
    const [once, nameZh, viewer] = [key(), '赵志强创新工作室', staff(newId(), 'CITY_DEPT')];
    const enterpriseId = await listed(subgraph.sql, 'ENTERPRISE', { scopePath: '/city/110106/' });
    const leaderId = newId();
    await subgraph.sql(`insert into member_place (member_id, scope_path, seen_version) values ($1, '/city/110106/', 1)`, [
      leaderId,
    ]);
    const input = { idempotencyKey: once, nameZh, enterpriseId, leaderId, fundingFen: '3000000' };
    const first = await name(input, viewer);
    expect(first.data.nameStudio.studio).toMatchObject({ nameZh, status: 'NAMED', namedAt: '2013-10-19' });
    expect(await name(input, viewer)).toEqual(first);
    expect(await measured()).toEqual([{ code: 'IND-07', scopePath: '/city/', period: '2013-10', valueCount: 1 }]);
    const { data } = await subgraph.ask(member(newId()), '{ innovationStudios { totalCount nodes { nameZh } } }');
    expect(data.innovationStudios).toEqual({ totalCount: 1, nodes: [{ nameZh }] });
    for (const spelling of [nameZh, '赵志强　创新工作室', '赵志强 创新 工作室'])
      expect(await subgraph.code(name({ nameZh: spelling }))).toBe('DUPLICATE');
    expect(await subgraph.code(name({ nameZh: ' x ' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(name({ fundingFen: '0' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(name({ enterpriseId: 'x' }))).toBe('BAD_USER_INPUT');
    for (const unknown of [{ enterpriseId: newId() }, { leaderId: newId() }, { districtCode: '110105' }])
      expect(await subgraph.code(name(unknown))).toBe('NOT_FOUND');
    expect(await subgraph.code(name({}, staff(newId(), 'DISTRICT_ADMIN', '/city/110106/')))).toBe('FORBIDDEN');
  });

  test('twenty named at once are all counted, each number once', async () => {
    const before = (await measured()).length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(name())));
    expect(new Set(answers)).toEqual(new Set([null]));
    const counts = (await measured()).slice(before).map(({ valueCount }) => valueCount);
    expect(counts.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, at) => at + 2));
  });
});
