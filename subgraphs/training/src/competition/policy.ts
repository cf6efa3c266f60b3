import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';

const isCity = (viewer: Viewer): boolean => viewer.personId !== null && inScope(viewer, WHOLE_CITY, 'CITY_DEPT');

/** What the city's departments do with competitions (domain rule 2.3.2). */
export const competitionPolicy = definePolicy<object>()({
  announceCompetition: isCity,
  advanceCompetition: isCity,
  recordCompetitionScores: isCity,
  publishResults: isCity,
  decideAppeal: isCity,
});
