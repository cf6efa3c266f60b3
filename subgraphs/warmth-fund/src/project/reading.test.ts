import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { warmthFund } from '../subgraph.ts';
import { fundId } from '../testing/books.ts';

const PUBLIC =
  'query ($kind: ProjectKind) { serviceProjects(kind: $kind) { totalCount nodes { code nameZh kind targetGroup } } }';

describe('reading projects', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    for (const [code, kind] of [
      ['B-1', 'PURCHASED'],
      ['A-1', 'INCUBATED'],
    ]) {
      const id = newId();
      await subgraph.sql(
        `insert into service_project values ($1, $2, '项目', $3, 'OTHER', $4, 100, 'IN_PROGRESS', '2013-01-01', '2014-01-01', 1)`,
        [id, code, kind, fundId(1)],
      );
      await subgraph.sql(`insert into service_project_district values ($1, '110105'), ($1, '110101')`, [id]);
    }
  });
  afterAll(() => subgraph.stop());

  test('name, kind and group are public', async () => {
    expect((await subgraph.ask(ANONYMOUS, PUBLIC)).data.serviceProjects).toMatchObject({
      totalCount: 2,
      nodes: [{ code: 'A-1' }, { code: 'B-1' }],
    });
    expect((await subgraph.ask(ANONYMOUS, PUBLIC, { kind: 'PURCHASED' })).data.serviceProjects).toEqual({
      totalCount: 1,
      nodes: [{ code: 'B-1', nameZh: '项目', kind: 'PURCHASED', targetGroup: 'OTHER' }],
    });
  });

  test.each([['status'], ['districts { code }']])('%s is for those who look after projects', async (field) => {
    const query = `{ serviceProjects(first: 1) { nodes { ${field} } } }`;
    expect((await subgraph.ask(staff(newId(), 'SOCIAL_DEPT'), query)).data.serviceProjects.nodes).toEqual([
      field === 'status' ? { status: 'IN_PROGRESS' } : { districts: [{ code: '110101' }, { code: '110105' }] },
    ]);
    for (const viewer of [ANONYMOUS, member(newId()), staff(newId(), 'VENUE_MANAGER')])
      expect(await subgraph.code(subgraph.ask(viewer, query))).toBe('FORBIDDEN');
  });
});
