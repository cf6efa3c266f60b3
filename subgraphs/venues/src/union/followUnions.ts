import { unionActivated, unionDissolved, unionMoved } from '@union-graph/events';
import { carryAlong, defineKnown, handle, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { KnownUnion } from './KnownUnion.ts';

const unions = defineKnown(KnownUnion, { id: 'unionId', what: 'union' });

/** A union that works now and that an act refers to. `NOT_FOUND` for one that is unknown here, `VALIDATION_FAILED` for one that has ended. */
export async function getUnion(tx: Tx, id: string, field: string): Promise<KnownUnion> {
  const union = await unions.get(tx, id, { field });
  refuseIf(union.hasEnded, 'VALIDATION_FAILED', 'That union has ended. Name the one that took its place.', { field });
  return union;
}

/** The paths of rows in the part of the tree that a union, or its staff, brought them to. */
const PLACED = ['known_union', 'member_place', 'outreach_offer', 'outreach_request', 'outreach_request.provider_path'] as const;

/** Gives all that lies below a union its new place when the union moves (ORG-INV-4). */
const movedUnion = handle(unionMoved, async ({ db }, { subject, aggregateversion, data }) => {
  await carryAlong(db, PLACED, data);
  await rows(
    db,
    sql`update known_union set scope_path = ${data.toPath}, seen_version = ${aggregateversion} where union_id = ${subject} and seen_version < ${aggregateversion}`,
  );
});

/** Keeps which unions there are, where they are, and which of them have ended. */
export const followUnions = [
  unions.follow(unionActivated, ({ data: { kind, scopePath, districtCode } }) => ({
    kind,
    scopePath,
    districtCode,
    hasEnded: false,
  })),
  unions.follow(unionDissolved, ({ data: { kind, scopePath } }) => ({ kind, scopePath, hasEnded: true })),
  movedUnion,
];
