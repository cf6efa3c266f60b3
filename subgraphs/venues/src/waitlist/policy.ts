import { hasRole, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Own {
  readonly memberId: string;
  readonly scopePath: string;
}

const isOwn = (viewer: Viewer, { memberId }: Own): boolean => viewer.personId === memberId && hasRole(viewer, 'MEMBER');

/** Who may do what with a place in the waiting list: the member alone. For a new one, the row is the one about to be made. */
export const waitlistPolicy = definePolicy<Own>()({ joinWaitlist: isOwn, leaveWaitlist: isOwn, acceptSlotOffer: isOwn });
