import type { Transitions } from '@union-graph/subgraph';
import type { UnionKind } from '../union/rules.ts';

export type ApplicationStatus = 'SUBMITTED' | 'UNDER_REVIEW' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN';

/** Membership application (domain rule 2.1.3). */
export const APPLICATION_TRANSITIONS: Transitions<ApplicationStatus> = {
  SUBMITTED: ['UNDER_REVIEW', 'WITHDRAWN'],
  UNDER_REVIEW: ['APPROVED', 'REJECTED', 'WITHDRAWN'],
  APPROVED: [],
  REJECTED: [],
  WITHDRAWN: [],
};

/** The unions that workers are members of; the others are made of unions (S-25, S-26). */
export const takesMembers = (kind: UnionKind): boolean => kind === 'COMMUNITY_JOINT_UNION' || kind === 'ENTERPRISE_UNION';
