import { newId } from '@union-graph/subgraph';
import { staff, testConformance } from '@union-graph/testing';
import { seedMembers } from './builders/index.ts';
import { organisation } from './subgraph.ts';

testConformance(organisation, {
  seed: ({ sql }) => seedMembers(sql, 60),
  offices: ['personal_data_request', 'staff_assignment', 'staff_member'],
  viewer: staff(newId(), 'CITY_DEPT'),
  list: `query ($first: Int!) { members(first: $first) { totalCount nodes {
    nameZh memberNo version employer { nameZh nonPublic affiliation { kind union { name } } district { name contactShortfall(year: 2013) } }
    union { nameZh memberCount femaleMemberCount parent { nameZh } chair { nameZh workPhone } districts { code servicePoints(first: 2) { totalCount nodes { openingHours { opens } staff { nameZh } parent { id } } } }
      children(first: 2) { nodes { id } } coveredEnterprises(first: 2) { nodes { orgCode } } }
    card { cardNoMasked status benefits { code } member { id } replaces { id } } consents { purpose scope member { nameZh } } transfers { nameZh status to { name } member { nameZh } } } } }`,
  count: ({ members }) => members.nodes.length,
});
