import { type DataOf, memberJoined, memberLeft, memberListed, memberTransferred } from '@union-graph/events';
import { inScope, READERS, type Role } from '@union-graph/identity';
import { defineKnown, hasDiedOf, refuseDeadOf, type Tx, toldLife } from '@union-graph/subgraph';
import { MemberPlace } from './MemberPlace.ts';

/** The path of a worker who is in no union. */
export const OUTSIDE_UNIONS = '/city/';

/** Where members are, as organisation tells. In the sixth revision each record is told again, with the day of death. */
const places = defineKnown(MemberPlace, { id: 'memberId', what: 'member', revision: 6 });

/** Refuses to begin something new for a member who has died; `field` is the input field that names them, none for who acts themselves. */
export const refuseDead = refuseDeadOf('member_place');

/** Whether the record of a person says that they have died. */
export const hasDied = hasDiedOf('member_place');

/**
 * Members that the viewer works for by one of the roles. `NOT_FOUND` for one who is unknown here or in another part of the tree,
 * `VALIDATION_FAILED` for one who has died.
 */
export const getMembersOf = (tx: Tx, ids: readonly string[], field: string, roles: readonly Role[]): Promise<MemberPlace[]> =>
  getLiving(tx, ids, { field, visible: ({ scopePath }) => inScope(tx.viewer, scopePath, ...roles) });

/** Members whose records the viewer may read; `NOT_FOUND` for others, as for one who is unknown here, `VALIDATION_FAILED` for one who has died. */
export const getReadMembers = (tx: Tx, ids: readonly string[], field: string): Promise<MemberPlace[]> =>
  getMembersOf(tx, ids, field, READERS.member.inScope);

async function getLiving(tx: Tx, ids: readonly string[], options: Parameters<typeof places.getAll>[2]): Promise<MemberPlace[]> {
  const found = await places.getAll(tx, ids, options);
  await refuseDead(tx, ids, options.field);
  return found;
}

type Placed = DataOf<typeof memberJoined>;

/** Keeps each member's place in the tree, and who has died. */
export const memberPlaced = [
  places.follow<Placed>([memberJoined, memberTransferred], ({ data: { scopePath } }) => ({ scopePath })),
  places.follow(memberListed, ({ data }) => ({
    scopePath: data.unionId === null ? OUTSIDE_UNIONS : data.scopePath,
    ...toldLife(data),
  })),
  places.follow(memberLeft, () => ({ scopePath: OUTSIDE_UNIONS })),
];

/** Whether nothing later was told of a member's record than in this version of it. */
export const isLastWord = async ({ db }: Pick<Tx, 'db'>, memberId: string, version: number): Promise<boolean> =>
  ((await places.find(db, memberId))?.seenVersion ?? version) <= version;

/** Where the union is in which a member is, as was told last; null for who is in none, or unknown here. */
export async function findUnionPath({ db }: Pick<Tx, 'db'>, memberId: string): Promise<string | null> {
  const path = (await places.find(db, memberId))?.scopePath ?? OUTSIDE_UNIONS;
  return path === OUTSIDE_UNIONS ? null : path;
}
