import { columns, isId, notFound, type ReadContext, rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import type { QueryFundStatementArgs } from '../schema.gen.ts';
import { authoriseBooks } from './access.ts';
import { Fund } from './Fund.ts';
import type { FundStatement } from './FundStatement.ts';

export const allFunds = ({ db }: ReadContext): Promise<Fund[]> =>
  rows(db, sql`select ${columns(Fund, 'f')} from fund f order by f.id`);

/** Money in and out of a fund's money accounts, from the days' turnovers. `FORBIDDEN`, `NOT_FOUND`, `BAD_USER_INPUT`. */
export async function fundStatement(
  { db, viewer }: ReadContext,
  { fundId, period }: QueryFundStatementArgs,
): Promise<FundStatement> {
  authoriseBooks(viewer);
  const { from, to } = period;
  const [statement] = isId(fundId)
    ? await rows<{ id: string; openingFen: bigint; receivedFen: bigint; paidFen: bigint }>(
        db,
        sql`
    select fund.id,
      coalesce(sum(debit_fen - credit_fen) filter (where day < ${from}), 0)::bigint as "openingFen",
      coalesce(sum(debit_fen) filter (where day >= ${from}), 0)::bigint as "receivedFen",
      coalesce(sum(credit_fen) filter (where day >= ${from}), 0)::bigint as "paidFen"
    from fund
    left join ledger_account account on account.fund_id = fund.id and account.cash
    left join account_day turnover on turnover.account_id = account.id and turnover.day <= ${to}
    where fund.id = ${fundId}
    group by fund.id`,
      )
    : [];
  if (!statement) throw notFound('fund', fundId);
  const { openingFen, receivedFen, paidFen } = statement;
  return { fundId, period: { from, to }, openingFen, receivedFen, paidFen, closingFen: openingFen + receivedFen - paidFen };
}

/** The id of a fund by its code. */
export async function fundIdOf({ db }: { db: EntityManager }, code: string): Promise<string> {
  const [fund] = await rows<{ id: string }>(db, sql`select id from fund where code = ${code}`);
  if (!fund) throw new Error(`There is no fund "${code}".`);
  return fund.id;
}
