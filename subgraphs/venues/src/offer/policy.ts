import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { FiveInFiveOutOffer } from './FiveInFiveOutOffer.ts';

/** Who may publish an offer: of a place its manager, of what is brought out who manages the troupe or the venues of that part of the tree. */
export const offerPolicy = definePolicy<Pick<FiveInFiveOutOffer, 'direction' | 'scopePath'>>()({
  publishOffer: (viewer: Viewer, { direction, scopePath }) =>
    direction === 'IN'
      ? inScope(viewer, scopePath, 'VENUE_MANAGER', 'CITY_DEPT')
      : inScope(viewer, scopePath, 'TROUPE_MANAGER', 'VENUE_MANAGER', 'CITY_DEPT'),
});
