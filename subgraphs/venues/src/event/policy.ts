import { hasRole, inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Placed {
  readonly scopePath: string;
}

/** Who may publish an event and call it off, who keeps its gallery, and who stands at its doors and reads its lists: those who manage the place. */
export const eventPolicy = definePolicy<Placed>()({
  publishEvent: (viewer, { scopePath }) => inScope(viewer, scopePath, 'VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'),
  cancelEvent: (viewer, { scopePath }) => inScope(viewer, scopePath, 'VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'),
  keepGallery: (viewer, { scopePath }) =>
    viewer.personId !== null && inScope(viewer, scopePath, 'VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'),
  checkInTicket: (viewer, { scopePath }) => inScope(viewer, scopePath, 'VENUE_MANAGER'),
});

/** Who may sign a message: a member for themselves. Whether they are invited is asked of the event. */
export const messagePolicy = definePolicy<{ readonly memberId: string }>()({
  signMessage: (viewer: Viewer, { memberId }) => viewer.personId === memberId && hasRole(viewer, 'MEMBER'),
});
