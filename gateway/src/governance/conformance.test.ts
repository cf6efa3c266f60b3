import { testConformance } from '@union-graph/testing';
import { agreementAt, governance, SOCIAL } from './builders.ts';

testConformance(governance, {
  seed: async (subgraph) => {
    for (let row = 0; row < 55; row++) await agreementAt(subgraph, 'DRAFT');
  },
  viewer: SOCIAL,
  offices: ['steward'],
  // Who was counted under a quota today; a merge may count a person twice until midnight.
  stays: ['quota_person'],
  list: `query ($first: Int!) { agreements(first: $first) { totalCount nodes { kind party { id } clientId purposes coordinates status version
    approvals { coordinate decision subgraph { name owner { __typename } stewards { person { id } } } } rowFilter { districtCodes } masking { kind }
    quota { limitPerDay usedToday } signedBy { side } deletionDueOn } } }`,
  count: ({ agreements }) => agreements.nodes.length,
});
