import { type DataOf, memberJoined, memberLeft, memberTransferred } from '@union-graph/events';
import { inScope, type Role } from '@union-graph/identity';
import { defineKnown, type Tx } from '@union-graph/subgraph';
import { MemberPlace } from './MemberPlace.ts';

/** The path of a worker who is in no union. */
const OUTSIDE_UNIONS = '/city/';

/** Where members are, as organisation tells. */
const places = defineKnown(MemberPlace, { id: 'memberId', what: 'member' });

/** Members that the viewer works for by one of the roles. `NOT_FOUND` for one who is unknown here or in another part of the tree. */
export const getMembersOf = (tx: Tx, ids: readonly string[], field: string, roles: readonly Role[]): Promise<MemberPlace[]> =>
  places.getAll(tx, ids, { field, visible: ({ scopePath }) => inScope(tx.viewer, scopePath, ...roles) });

/** Members whoever asks; `NOT_FOUND` for one who is unknown here. */
export const getMembers = (tx: Tx, ids: readonly string[], field: string): Promise<MemberPlace[]> =>
  places.getAll(tx, ids, { field });

type Placed = DataOf<typeof memberJoined>;

/** Keeps each member's place in the tree. */
export const memberPlaced = [
  places.follow<Placed>([memberJoined, memberTransferred], ({ data: { scopePath } }) => ({ scopePath })),
  places.follow(memberLeft, () => ({ scopePath: OUTSIDE_UNIONS })),
];
