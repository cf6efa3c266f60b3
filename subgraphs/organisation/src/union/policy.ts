import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { ADMINISTRATORS } from './rules.ts';
import type { Union } from './Union.ts';

/** Whether the viewer holds the role that administers a union of this kind, for this union or one above it. */
function administers(viewer: Viewer, { kind, scopePath }: Union): boolean {
  const role = ADMINISTRATORS[kind];
  return role !== null && inScope(viewer, scopePath, role);
}

/** Who may do what with a union; the row is always the union above it, whose administrator it takes (domain rule 2.1.3). */
export const unionPolicy = definePolicy<Union>()({
  createUnion: administers,
  approveUnion: administers,
  activateUnion: administers,
  suspendUnion: administers,
  dissolveUnion: administers,
  moveUnion: administers,
});
