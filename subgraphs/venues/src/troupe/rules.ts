import type { Transitions } from '@union-graph/subgraph';

export type TeamMembershipStatus = 'INVITED' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN' | 'LEFT';

/** The life of a membership of a team (S-75): nobody is in a team who has not accepted. Whoever is in it no more may be invited anew. */
export const TEAM_MEMBERSHIP_TRANSITIONS: Transitions<TeamMembershipStatus> = {
  INVITED: ['ACCEPTED', 'DECLINED', 'WITHDRAWN'],
  ACCEPTED: ['LEFT'],
  DECLINED: ['INVITED', 'ACCEPTED'],
  WITHDRAWN: ['INVITED', 'ACCEPTED'],
  LEFT: ['INVITED', 'ACCEPTED'],
};

/** What becomes of a membership that ends: an invitation is declined by the person, or taken back; who is in the team leaves. */
export const endOf = (status: TeamMembershipStatus, isOwn: boolean): TeamMembershipStatus =>
  status === 'INVITED' ? (isOwn ? 'DECLINED' : 'WITHDRAWN') : 'LEFT';
