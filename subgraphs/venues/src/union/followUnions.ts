import { unionActivated, unionDissolved } from '@union-graph/events';
import { defineKnown, followMoves, refuseIf, type Tx } from '@union-graph/subgraph';
import { endRequestsOfUnion } from '../outreach/endOfUnion.ts';
import { paths } from '../paths.ts';
import { KnownUnion } from './KnownUnion.ts';

const unions = defineKnown(KnownUnion, { id: 'unionId', what: 'union' });

/** A union that works now and that an act refers to. `NOT_FOUND` for one that is unknown here, `VALIDATION_FAILED` for one that has ended. */
export async function getUnion(tx: Tx, id: string, field: string): Promise<KnownUnion> {
  const union = await unions.get(tx, id, { field });
  refuseIf(union.hasEnded, 'VALIDATION_FAILED', 'That union has ended. Name the one that took its place.', { field });
  return union;
}

/** Keeps which unions there are, where they are, and which of them have ended. */
export const followUnions = [
  unions.follow(unionActivated, ({ data: { kind, scopePath, districtCode } }) => ({
    kind,
    scopePath,
    districtCode,
    hasEnded: false,
  })),
  unions.follow(unionDissolved, ({ data: { kind, scopePath } }) => ({ kind, scopePath, hasEnded: true })),
  endRequestsOfUnion,
  followMoves(paths),
];
