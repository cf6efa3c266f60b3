import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Fund } from './Fund.ts';

/** Funds by id. */
export const fund: Batch<string, Fund | null> = async ({ db }, ids) => {
  const found = await rows<Fund>(db, sql`select ${columns(Fund, 'f')} from fund f where f.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** Fen posted on the money accounts of funds, by fund id. */
export const fundBalance: Batch<string, bigint> = async ({ db }, ids) => {
  const found = await rows<{ fundId: string; fen: bigint }>(
    db,
    sql`
    select fund_id as "fundId", sum(posted_fen)::bigint as fen from ledger_account where cash
      and fund_id = any(${ids}::uuid[]) group by fund_id`,
  );
  return inOrder(ids, found, ({ fundId }) => fundId).map((row) => row?.fen ?? 0n);
};
