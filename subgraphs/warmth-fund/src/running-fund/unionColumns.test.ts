import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { warmthFund } from '../subgraph.ts';
import { WHEN_A_UNION_ENDS } from './unionColumns.ts';

describe('what is kept of unions', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterAll(() => subgraph.stop());

  test('each column that names a union says what becomes of it when the union ends', async () => {
    const found = await subgraph.sql<{ at: string }>(
      `select table_name || '.' || column_name as at from information_schema.columns
        where table_schema = 'public' and (column_name like '%union%' or column_name = 'merged_into_id')`,
    );
    expect(Object.keys(WHEN_A_UNION_ENDS).toSorted()).toEqual(found.map(({ at }) => at).toSorted());
  });
});
