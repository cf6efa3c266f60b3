import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { ScreenCampaign } from './ScreenCampaign.ts';

/** Campaigns by id; they are public. */
export const screenCampaign: Batch<string, ScreenCampaign | null> = async ({ db }, ids) => {
  const found = await rows<ScreenCampaign>(
    db,
    sql`select ${columns(ScreenCampaign, 'c')} from screen_campaign c where c.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};
