import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';

/** A membership matter: the worker, the path of the union concerned, and who sent the application. */
export interface MembershipMatter {
  /** None where it is about many. */
  readonly member?: Pick<Member, 'id'>;
  readonly unionPath: string;
  readonly submittedById?: string;
}

/** Those who decide: the union's officer or an administrator above it (domain rule 2.1.3). */
export const DECIDERS: readonly Role[] = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];
/** Those who may also send an application for a worker: the station where the worker asks. */
export const RECEIVERS: readonly Role[] = ['STATION_STAFF', ...DECIDERS];

/** Duties are kept apart by person, so whoever acts in them must be one; a client or a service is none. */
const asPerson = (viewer: Viewer, unionPath: string, roles: readonly Role[]): boolean =>
  viewer.personId !== null && inScope(viewer, unionPath, ...roles);
const isOwn = (viewer: Viewer, { member }: MembershipMatter): boolean => member !== undefined && viewer.personId === member.id;
const decides = (viewer: Viewer, { unionPath }: MembershipMatter): boolean => asPerson(viewer, unionPath, DECIDERS);
/** Whether the viewer may apply for another person to the union at this path. */
export const receives = (viewer: Viewer, unionPath: string): boolean => asPerson(viewer, unionPath, RECEIVERS);

/** Who may do what about joining and leaving a union. */
export const membershipPolicy = definePolicy<MembershipMatter>()({
  applyForMembership: (viewer, matter) => isOwn(viewer, matter) || receives(viewer, matter.unionPath),
  reviewMembership: decides,
  decideMembership: decides,
  importMembers: decides,
  withdrawMembershipApplication: (viewer, matter) =>
    isOwn(viewer, matter) || (viewer.personId !== null && viewer.personId === matter.submittedById),
  retainMembership: (viewer, matter) => isOwn(viewer, matter) || decides(viewer, matter),
  resumeMembership: (viewer, matter) => isOwn(viewer, matter) || decides(viewer, matter),
  leaveUnion: (viewer, matter) => isOwn(viewer, matter) || decides(viewer, matter),
  expelMember: (viewer, matter) => !isOwn(viewer, matter) && decides(viewer, matter),
  recordDeath: (viewer, matter) => !isOwn(viewer, matter) && decides(viewer, matter),
  withdrawDeath: (viewer, matter) => !isOwn(viewer, matter) && decides(viewer, matter),
});
