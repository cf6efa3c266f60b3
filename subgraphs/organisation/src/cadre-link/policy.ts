import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** A contact point as its policy sees it. */
export interface CadreMatter {
  readonly cadreId: string;
}

const byTheCity = (viewer: Viewer): boolean => viewer.personId !== null && inScope(viewer, '/city/', 'CITY_DEPT');

/** Who may do what with the contact points of headquarters cadres (S-18). */
export const cadrePolicy = definePolicy<CadreMatter>()({
  linkCadre: byTheCity,
  endCadreLink: byTheCity,
  recordVisit: (viewer, { cadreId }) => viewer.personId === cadreId || byTheCity(viewer),
});
