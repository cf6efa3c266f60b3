import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';

/** Those who handle cards: in the member's own union or one above it (source P8). */
const HANDLERS: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];

const isOwn = (viewer: Viewer, { id }: Member): boolean => viewer.personId === id;
const handles = (viewer: Viewer, { scopePath }: Member): boolean => inScope(viewer, scopePath, ...HANDLERS);
const ownOrHandled = (viewer: Viewer, member: Member): boolean => isOwn(viewer, member) || handles(viewer, member);

/** Who may do what about a member's card. */
export const cardPolicy = definePolicy<Member>()({
  applyCard: ownOrHandled,
  issueCard: handles,
  activateCard: ownOrHandled,
  freezeCard: ownOrHandled,
  unfreezeCard: handles,
  reportCardLost: (viewer, member) => ownOrHandled(viewer, member) || inScope(viewer, member.scopePath, 'HOTLINE_AGENT'),
  cancelCard: ownOrHandled,
});
