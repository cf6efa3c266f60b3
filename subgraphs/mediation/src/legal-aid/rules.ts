import type { Transitions } from '@union-graph/subgraph';
import type { GrantStatus } from '../schema.gen.ts';

/** Where a grant of legal aid may go from each state. */
export const GRANT_TRANSITIONS: Transitions<GrantStatus> = {
  ACTIVE: ['COMPLETED', 'TERMINATED'],
  COMPLETED: [],
  TERMINATED: [],
};
