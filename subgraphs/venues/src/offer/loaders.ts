import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { FiveInFiveOutOffer } from './FiveInFiveOutOffer.ts';

/** Offers by id. */
export const offer: Batch<string, FiveInFiveOutOffer | null> = async ({ db }, ids) => {
  const found = await rows<FiveInFiveOutOffer>(
    db,
    sql`select ${columns(FiveInFiveOutOffer, 'o')} from outreach_offer o where o.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};
