import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who records what was invested in a venue, and who reads it; the row is the venue. */
export const investmentPolicy = definePolicy<{ readonly scopePath: string }>()({
  recordInvestment: (viewer, { scopePath }) => inScope(viewer, scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT'),
  readInvestments: (viewer, { scopePath }) =>
    inScope(viewer, scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT', 'VENUE_MANAGER', 'AUDITOR'),
});
