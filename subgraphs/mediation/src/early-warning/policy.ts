import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { rolesInPart, worksNear } from '../case/scope.ts';

interface Placed {
  readonly scopePath: string;
}

/** The people of the centre in whose part of the tree it lies. */
const centre = (viewer: Viewer, { scopePath }: Placed): boolean =>
  inScope(viewer, scopePath, ...rolesInPart(viewer, ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT']));

/** Who does what with a warning (S-28): everybody who works near the place tells of it, the centre does the rest. */
export const warningPolicy = definePolicy<Placed>()({
  reportEarlyWarning: (viewer, { scopePath }) => worksNear(viewer, scopePath),
  verifyWarning: centre,
  mergeWarning: centre,
  escalateWarning: centre,
  interveneInWarning: centre,
  resolveWarning: centre,
});

export type WarningVerb = Exclude<Parameters<typeof warningPolicy.authorise>[1], 'reportEarlyWarning'>;
