import { type DataOf, memberJoined, memberLeft, memberTransferred } from '@union-graph/events';
import { handle, isId, notFound, rows, sql, type Tx } from '@union-graph/subgraph';
import { MemberPlace } from './MemberPlace.ts';
import { seesPerson } from './scope.ts';

/** The path of a worker who is in no union. */
export const OUTSIDE_UNIONS = '/city/';

export interface Holder {
  readonly memberId: string;
  readonly scopePath: string;
}

/**
 * Where in the tree a member's new rows belong. For themselves the passport says it; for others the place that
 * organisation told of. `NOT_FOUND` for a member who is unknown here or out of the viewer's scope.
 */
export async function getHolder({ db, viewer }: Tx, memberId: string): Promise<Holder> {
  if (viewer.personId === memberId) return { memberId, scopePath: viewer.unionPath ?? OUTSIDE_UNIONS };
  const place = isId(memberId) ? await db.findOneBy(MemberPlace, { memberId }) : null;
  if (!place || !seesPerson(viewer, place.memberId, place.scopePath)) throw notFound('member', memberId);
  return place;
}

/** Keeps each member's place in the tree. Who left is in no union any more; rows made before stay where they were made. */
export const memberPlaced = [
  handle<Placed>([memberJoined, memberTransferred], (tx, { data, aggregateversion }) =>
    keepPlace(tx, data.memberId, data.scopePath, aggregateversion),
  ),
  handle(memberLeft, (tx, { data, aggregateversion }) => keepPlace(tx, data.memberId, OUTSIDE_UNIONS, aggregateversion)),
];

type Placed = DataOf<typeof memberJoined>;

/** An event older than the last one changes nothing. */
async function keepPlace({ db }: Tx, memberId: string, scopePath: string, version: number): Promise<void> {
  await rows(
    db,
    sql`insert into member_place as known (member_id, scope_path, seen_version) values (${memberId}, ${scopePath}, ${version})
    on conflict on constraint member_place_pk do update set scope_path = excluded.scope_path, seen_version = excluded.seen_version
    where known.seen_version < excluded.seen_version`,
  );
}
