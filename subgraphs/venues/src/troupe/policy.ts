import { inScope, READERS } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** `lead`: to form the troupe's teams, take in members, and plan and report its performances. `readMembers`: to read which workers are in it. */
export const troupePolicy = definePolicy<{ readonly scopePath: string }>()({
  lead: (viewer, { scopePath }) => inScope(viewer, scopePath, 'TROUPE_MANAGER'),
  readMembers: (viewer, { scopePath }) => inScope(viewer, scopePath, ...READERS.troupeMember.inScope),
});
