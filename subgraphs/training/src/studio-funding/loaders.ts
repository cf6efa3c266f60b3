import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { StudioFunding } from './StudioFunding.ts';

/** What the fund pays for studios, by their ids. */
export const fundingOfStudio: Batch<string, StudioFunding | null> = async ({ db }, ids) =>
  inOrder(
    ids,
    await rows<StudioFunding>(
      db,
      sql`select ${columns(StudioFunding, 'f')} from studio_funding f where f.id = any(${ids}::uuid[])`,
    ),
    ({ id }) => id,
  );
