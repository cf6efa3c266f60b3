import { hasRole, inScope, READERS, scopePaths, type Viewer } from '@union-graph/identity';
import { definePolicy, type Sql, sql, underPaths } from '@union-graph/subgraph';

/** `lead`: to form the troupe's teams, take in members, and plan and report its performances. `readMembers`: to read which workers are in it. */
export const troupePolicy = definePolicy<{ readonly scopePath: string }>()({
  lead: (viewer, { scopePath }) => inScope(viewer, scopePath, 'TROUPE_MANAGER'),
  readMembers: (viewer, { scopePath }) => inScope(viewer, scopePath, ...READERS.troupeMember.inScope),
});

/** Whose membership of a team it is, and the part of the tree of its troupe. */
export interface MembershipOf {
  readonly memberId: string;
  readonly scopePath: string;
}

/** Whether somebody acts for themselves. */
export const isOwnMembership = (viewer: Viewer, { memberId }: MembershipOf): boolean =>
  viewer.personId === memberId && hasRole(viewer, 'MEMBER');

const ownOrLed = (viewer: Viewer, row: MembershipOf): boolean =>
  isOwnMembership(viewer, row) || inScope(viewer, row.scopePath, 'TROUPE_MANAGER');

/** Who may do what with a membership of a team: the person, or who leads the troupe, with a record of the person's acceptance. */
export const membershipPolicy = definePolicy<MembershipOf>()({ acceptTeamInvitation: ownOrLed, leaveTeam: ownOrLed });

/** Whether the viewer may see a membership of a team: their own, or as those who read which workers are in the troupe. */
export const seesMembership = (viewer: Viewer, row: MembershipOf): boolean =>
  viewer.personId === row.memberId || troupePolicy.allows(viewer, 'readMembers', row);

/** The same rule as a condition in SQL, for `troupe_member` as `m` and `art_troupe` as `a`. */
export const membershipScope = (viewer: Viewer): Sql =>
  sql`(m.member_id = ${viewer.personId}::uuid or ${underPaths(sql`a.scope_path`, scopePaths(viewer, ...READERS.troupeMember.inScope))})`;
