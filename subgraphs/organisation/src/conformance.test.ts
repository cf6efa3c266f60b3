import { newId } from '@union-graph/subgraph';
import { staff, testConformance } from '@union-graph/testing';
import { organisation } from './subgraph.ts';

testConformance(organisation, {
  seed: async ({ sql }) => {
    await sql(`insert into district select '110' || (100 + n), '区', 'District', 'DISTRICT' from generate_series(1, 60) n`);
    await sql(`insert into service_point select gen_random_uuid(), 'STREET_STATION', '站' || n, '110101' from generate_series(1, 60) n`);
  },
  viewer: staff(newId(), 'CITY_DEPT'),
  list: 'query ($first: Int!) { servicePoints(first: $first) { totalCount nodes { nameZh district { name servicePoints(first: 2) { totalCount nodes { id } } } } } }',
  count: ({ servicePoints }) => servicePoints.nodes.length,
});
