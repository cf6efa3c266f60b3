import { type DataOf, memberJoined, memberLeft, memberListed, memberTransferred } from '@union-graph/events';
import type { Viewer } from '@union-graph/identity';
import { defineKnown, refuseDeadOf, type Tx, toldLife } from '@union-graph/subgraph';
import { MemberPlace } from './MemberPlace.ts';
import { seesPerson } from './scope.ts';

/** The path of a worker who is in no union. */
export const OUTSIDE_UNIONS = '/city/';

/** Where members are, as organisation tells. In the fifth revision each record is told again, with the day of death. */
const places = defineKnown(MemberPlace, { id: 'memberId', what: 'member', revision: 5 });

/** Refuses to begin something new for a member who has died; `field` is the input field that names them, none for who acts themselves. */
export const refuseDead = refuseDeadOf('member_place');

/** A member's place in the tree, whoever asks; null for a member who is unknown here. */
export const findPlace = ({ db }: Tx, memberId: string): Promise<Holder | null> => places.find(db, memberId.toLowerCase());

export interface Holder {
  readonly memberId: string;
  readonly scopePath: string;
}

/**
 * Where in the tree a member's new rows belong. For themselves the passport says it; for others the place that
 * organisation told of. `NOT_FOUND` for a member who is unknown here or out of the viewer's scope, `VALIDATION_FAILED` for one who has
 * died; `sees` says the scope where it is not that of training records.
 */
export async function getHolder(
  tx: Tx,
  memberId: string,
  { field = 'memberId', sees }: { readonly field?: string; readonly sees?: (viewer: Viewer, place: Holder) => boolean } = {},
): Promise<Holder> {
  const { viewer } = tx;
  if (viewer.personId === memberId) {
    await refuseDead(tx, [memberId]);
    return { memberId, scopePath: viewer.unionPath ?? OUTSIDE_UNIONS };
  }
  const visible = (place: MemberPlace) => (sees ? sees(viewer, place) : seesPerson(viewer, place.memberId, place.scopePath));
  const { scopePath } = await places.get(tx, memberId, { field, visible });
  await refuseDead(tx, [memberId], field);
  return { memberId, scopePath };
}

type Placed = DataOf<typeof memberJoined>;

/** Keeps each member's place in the tree, and who has died. Who left is in no union any more; rows made before stay where they were made. */
export const memberPlaced = [
  places.follow<Placed>([memberJoined, memberTransferred], ({ data: { scopePath } }) => ({ scopePath })),
  places.follow(memberListed, ({ data }) => ({
    scopePath: data.unionId === null ? OUTSIDE_UNIONS : data.scopePath,
    ...toldLife(data),
  })),
  places.follow(memberLeft, () => ({ scopePath: OUTSIDE_UNIONS })),
];
