import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { DECIDERS } from '../membership/policy.ts';

/** Those who see imports, each inside its own part of the tree. */
export const BATCH_READERS: readonly Role[] = [...DECIDERS, 'CITY_DEPT'];

/** Whether the viewer may see the imports of a place in the tree, and so the place itself as one to import to. */
export const seesBatch = (viewer: Viewer, { scopePath }: { readonly scopePath: string }): boolean =>
  inScope(viewer, scopePath, ...BATCH_READERS);
