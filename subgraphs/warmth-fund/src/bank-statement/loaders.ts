import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Disbursement } from '../disbursement/Disbursement.ts';
import { disbursementScope } from '../disbursement/scope.ts';
import { readsBooks } from '../fund/access.ts';
import { BankStatement } from './BankStatement.ts';

/** Statements by id; null for those who may not read the books. */
export const bankStatement: Batch<string, BankStatement | null> = async ({ db, viewer }, ids) => {
  if (!readsBooks(viewer)) return ids.map(() => null);
  const found = await rows<BankStatement>(
    db,
    sql`select ${columns(BankStatement, 's')} from bank_statement s where s.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** How many lines of each statement were compared, and how many of them do not match a payout. */
export const statementProgress: Batch<string, { id: string; processed: number; mismatches: number } | null> = async (
  { db },
  ids,
) => {
  const found = await rows<{ id: string; processed: number; mismatches: number }>(
    db,
    sql`select statement_id as id, count(outcome)::int as processed,
        (count(*) filter (where outcome not in ('SETTLED', 'FAILED', 'RETURNED')))::int as mismatches
      from bank_statement_line where statement_id = any(${ids}::uuid[]) group by statement_id`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The payouts of funds that are with the bank, the oldest first, a hundred at most: those that no file has told of yet. */
export const withBank: Batch<string, Disbursement[]> = async ({ db, viewer }, fundIds) => {
  const found = await rows<Disbursement>(
    db,
    sql`select ${columns(Disbursement, 'd')} from unnest(${fundIds}::uuid[]) as fund (id)
      cross join lateral (select * from disbursement d where d.fund_id = fund.id and d.status = 'SENT' and ${disbursementScope(viewer)}
        order by d.created_at, d.id limit 100) as d`,
  );
  return fundIds.map((fundId) => found.filter((one) => one.fundId === fundId));
};
