import { hasRole, inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Personal {
  readonly memberId: string;
  readonly scopePath: string;
}

const isOwn = (viewer: Viewer, { memberId }: Personal): boolean => viewer.personId === memberId && hasRole(viewer, 'MEMBER');
const manages = (viewer: Viewer, { scopePath }: Personal): boolean => inScope(viewer, scopePath, 'VENUE_MANAGER');

/** Who may do what with a booking or suspension (domain rule 2.4.2). For a hold, the row is the one about to be made. */
export const bookingPolicy = definePolicy<Personal>()({
  holdSlot: isOwn,
  confirmBooking: isOwn,
  cancelBooking: (viewer, row) => isOwn(viewer, row) || manages(viewer, row),
  checkIn: (viewer, row) => isOwn(viewer, row) || manages(viewer, row),
  markNoShow: manages,
  liftSuspension: manages,
});
