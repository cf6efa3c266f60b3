import { type Batch, grouped, rows, sql } from '@union-graph/subgraph';

/** A value that a venue has set for one of its limits. */
export interface LimitValue {
  readonly venueId: string;
  readonly name: string;
  readonly value: number;
  readonly effectiveFrom: string;
  readonly setAt: Date;
  readonly reason: string;
}

/** All values that venues have set, in the order in which they begin. */
export const limitsOfVenue: Batch<string, LimitValue[]> = async ({ db }, venues) => {
  const found = await rows<LimitValue>(
    db,
    sql`select l.venue_id as "venueId", l.name, l.value, l.effective_from as "effectiveFrom", l.set_at as "setAt", l.reason
    from venue_limit l where l.venue_id = any(${venues}::uuid[]) order by l.effective_from, l.id`,
  );
  return grouped(venues, found, ({ venueId }) => venueId);
};
