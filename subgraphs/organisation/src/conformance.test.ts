import { newId } from '@union-graph/subgraph';
import { staff, testConformance } from '@union-graph/testing';
import { seedMembers } from '../test/builders/index.ts';
import { organisation } from './subgraph.ts';

testConformance(organisation, {
  seed: ({ sql }) => seedMembers(sql, 60),
  stays: ['import_row', 'member', 'merged_record', 'contact_visit'],
  offices: ['personal_data_request', 'staff_assignment', 'staff_member', 'staff_term'],
  viewer: staff(newId(), 'CITY_DEPT'),
  list: `query ($first: Int!) { members(first: $first) { totalCount nodes {
    nameZh memberNo version employer { nameZh nonPublic labourReport(year: 2012) { pension submittedBy { nameZh } } affiliation { kind union { name } } district { name contactShortfall(year: 2013) } }
    union { nameZh memberCount femaleMemberCount parent { nameZh } chair { nameZh workPhone department { nameZh } union { nameZh } assignments { union { nameZh } point { nameZh } } } linkedPoint { nameZh } departments { nameZh }
      jointUnionCompliance(year: 2013) { officers fundingFen flags union { nameZh } } functions { code active count(period: { from: "2013-01-01", to: "2013-12-31" }) } districts { code coverageBp servicePoints(first: 2) { totalCount nodes { openNow openingHours { opens } staff { nameZh } parent { id } children(first: 2) { nodes { id } } linkedUnions(first: 2) { nodes { id } }
        services { nameZh provider { ... on ServicePoint { nameZh } } } cadreLinks { cadre { nameZh } target { ... on ServicePoint { nameZh } } visits { demands { topic } } } } } }
      children(first: 2) { nodes { id } } coveredEnterprises(first: 2) { nodes { orgCode } } }
    card { cardNoMasked status benefits { code } member { id } replaces { id } } consents { purpose scope member { nameZh } } transfers { nameZh status to { name } member { nameZh } } } } }`,
  count: ({ members }) => members.nodes.length,
});
