import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { DECIDERS } from '../membership/policy.ts';
import type { Member } from './Member.ts';

type Place = Pick<Member, 'scopePath'>;

/** Corrections need a person who answers for them: the union's officer, or an administrator above it. */
const decides = (viewer: Viewer, { scopePath }: Place): boolean =>
  viewer.personId !== null && inScope(viewer, scopePath, ...DECIDERS);

/** Who may change what a worker's record says of the person. */
export const memberPolicy = definePolicy<Place>()({
  correctMember: decides,
  mergeMembers: decides,
  unmergeMembers: decides,
});
