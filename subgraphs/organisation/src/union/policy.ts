import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { ADMINISTRATORS } from './rules.ts';
import type { Union } from './Union.ts';

/** Whether the viewer holds the role that administers a union of this kind, for this union or one above it. */
function administers(viewer: Viewer, { kind, scopePath }: Union): boolean {
  const role = ADMINISTRATORS[kind];
  return role !== null && inScope(viewer, scopePath, role);
}

/** Who may do what with a union; the row is the union above it, whose administrator it takes (domain rule 2.1.3); of a tie it is the union itself. */
export const unionPolicy = definePolicy<Union>()({
  createUnion: administers,
  approveUnion: administers,
  activateUnion: administers,
  suspendUnion: administers,
  dissolveUnion: administers,
  // Between two districts, or two bureaus, nobody administers both unions above: a department of the city is over both.
  moveUnion: (viewer, union) => administers(viewer, union) || inScope(viewer, union.scopePath, 'CITY_DEPT'),
  linkUnionToPoint: (viewer, { scopePath }) => inScope(viewer, scopePath, 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT'),
});
