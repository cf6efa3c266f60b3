import { newId } from '@union-graph/subgraph';
import { staff, testConformance } from '@union-graph/testing';
import { buildCase } from '../test/build.ts';
import { buildOrg } from '../test/people.ts';
import { mediation } from './subgraph.ts';

testConformance(mediation, {
  seed: async (subgraph) => {
    await buildOrg(subgraph, { kind: 'DISTRICT_CENTRE', name_zh: '区劳动争议调解中心' });
    for (let built = 0; built < 52; built++) await buildCase(subgraph, built % 2 ? 'CONFIRMED' : 'EFFECTIVE');
  },
  offices: ['case_mediated_by', 'lawyer', 'linked_party_delegate', 'mediator', 'wage_instructor'],
  stays: ['known_member'],
  viewer: staff(newId(), 'CITY_DEPT'),
  list: `query ($first: Int!) { mediationCases(first: $first) { totalCount nodes {
    status flags limitation { status until events { kind } } org { nameZh mediators { nameZh } stats(period: { from: "2013-10-01", to: "2013-10-31" }) { received } }
    applicants { nameZh member { id cases(first: 2) { totalCount nodes { caseNo } } } } respondents { enterprise { id openCasesCount mediationCommittee { id } } }
    claims { kind } mediator { nameZh lawyer { firm { nameZh } } } sessions { heldAt confidentialNotes }
    agreement { totalFen terms { claim { kind } } } confirmation { route } performance { status } award { documentNo } legalAid { minutes lawyer { nameZh } } } } }`,
  count: ({ mediationCases }) => mediationCases.nodes.length,
});
