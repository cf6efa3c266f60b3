import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';

/** Who may do what about a member's card. The card comes through the member's own union or one above it (P8). */
export const cardPolicy = definePolicy<Member>()({
  applyCard: (viewer, { id, scopePath }) => viewer.personId === id || inScope(viewer, scopePath, 'JOINT_UNION_OFFICER', 'STATION_STAFF', 'DISTRICT_ADMIN'),
});
