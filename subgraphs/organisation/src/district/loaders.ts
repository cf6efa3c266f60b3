import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { District } from './District.ts';

/** Districts by code; public. */
export const district: Batch<string, District | null> = async ({ db }, codes) => {
  const found = await rows<District>(db, sql`select ${columns(District, 'd')} from district d where d.code = any(${codes})`);
  return inOrder(codes, found, ({ code }) => code);
};
