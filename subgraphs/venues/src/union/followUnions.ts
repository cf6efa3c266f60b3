import { unionActivated, unionDissolved } from '@union-graph/events';
import { defineKnown, followMoves, refuseIf, type Tx } from '@union-graph/subgraph';
import { placeRequests } from '../outreach/endOfUnion.ts';
import { paths } from '../paths.ts';
import { KnownUnion } from './KnownUnion.ts';
import { passToSuccessor } from './passToSuccessor.ts';

// The second revision has each union told again: the first did not keep which union one was merged into.
const unions = defineKnown(KnownUnion, { id: 'unionId', what: 'union', revision: 2 });

/** A union that works now and that an act refers to. `NOT_FOUND` for one that is unknown here, `VALIDATION_FAILED` for one that has ended. */
export async function getUnion(tx: Tx, id: string, field: string): Promise<KnownUnion> {
  const union = await unions.get(tx, id, { field });
  refuseIf(union.hasEnded, 'VALIDATION_FAILED', 'That union has ended. Name the one that took its place.', { field });
  return union;
}

/** Keeps which unions there are, where they are, which of them have ended, and who took their places. */
export const followUnions = [
  unions.follow(
    unionActivated,
    ({ data: { kind, scopePath, districtCode } }) => ({ kind, scopePath, districtCode, hasEnded: false, mergedIntoId: null }),
    placeRequests,
  ),
  unions.follow(unionDissolved, ({ data: { kind, scopePath, mergedIntoId } }) => ({
    kind,
    scopePath,
    hasEnded: true,
    mergedIntoId,
  })),
  passToSuccessor,
  followMoves(paths),
];
