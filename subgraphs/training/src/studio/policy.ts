import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';
import type { InnovationStudio } from './InnovationStudio.ts';

type Row = Pick<InnovationStudio, 'scopePath' | 'districtCode' | 'level' | 'leaderMemberId'>;

/** Staff of unions, who nominate. */
const NOMINATORS: readonly Role[] = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];
/** Who sees studios before they are named, in their part of the tree. */
export const STUDIO_READERS: readonly Role[] = [...NOMINATORS, 'CITY_DEPT', 'AUDITOR'];

const isPerson = (viewer: Viewer): boolean => viewer.personId !== null;
const isOfUnion = (viewer: Viewer, { scopePath }: Row): boolean => isPerson(viewer) && inScope(viewer, scopePath, ...NOMINATORS);
/** The city for its own studios; the district for its, and the city too. */
const names = (viewer: Viewer, { level, districtCode }: Row): boolean =>
  isPerson(viewer) &&
  (inScope(viewer, WHOLE_CITY, 'CITY_DEPT') ||
    (level === 'DISTRICT' && inScope(viewer, `/city/${districtCode}/`, 'DISTRICT_ADMIN')));

/** Who may do what with studios (domain rule 2.3.2: unions nominate, the city's departments name with the science commission). */
export const studioPolicy = definePolicy<Row>()({
  nominateStudio: isOfUnion,
  reviewStudio: names,
  nameStudio: names,
  openStudio: isOfUnion,
  addStudioProject: (viewer, row) => isOfUnion(viewer, row) || (isPerson(viewer) && viewer.personId === row.leaderMemberId),
  recordStudioResult: (viewer, row) => isOfUnion(viewer, row) || (isPerson(viewer) && viewer.personId === row.leaderMemberId),
  evaluateStudio: names,
  decideStudio: names,
});

/** Everybody sees studios that were named; nominations are seen by the leader and by staff of their part of the tree. */
export const seesStudio = (viewer: Viewer, row: Pick<InnovationStudio, 'namedAt' | 'scopePath' | 'leaderMemberId'>): boolean =>
  row.namedAt !== null ||
  (isPerson(viewer) && viewer.personId === row.leaderMemberId) ||
  inScope(viewer, row.scopePath, ...STUDIO_READERS);
