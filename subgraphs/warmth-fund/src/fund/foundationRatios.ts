import { checkedNumber, civilDay, type ReadContext, refuseIf, rows, sql, startOfDay } from '@union-graph/subgraph';
import { OVERHEAD, PAYOUTS } from '../ledger/accounts.ts';
import { numbers } from '../rule/numbers.ts';
import { authoriseBooks } from './access.ts';
import { ratiosOf } from './ratios.ts';

interface Turnover {
  readonly incomeFen: bigint;
  readonly balanceFen: bigint;
  readonly spendingFen: bigint;
  readonly overheadFen: bigint;
  readonly expenseFen: bigint;
}

/** The ratios of the Warmth Foundation in a year, from the days' turnovers, by the rules in force at the year's end or today. */
export async function foundationRatios(ctx: ReadContext, year: number) {
  authoriseBooks(ctx.viewer);
  checkedNumber(year, 'year', [2000, 2100]);
  const today = civilDay(ctx.now);
  refuseIf(`${year}-01-01` > today, 'BAD_USER_INPUT', `The year ${year} has not begun.`, { field: 'year' });
  const end = `${year}-12-31`;
  const ruled = (number: (typeof numbers)[keyof typeof numbers]): number => ctx.number(number, end);
  const isPublic = ruled(numbers.PUBLIC_FUNDRAISING) === 1;
  const requiredBp = ruled(isPublic ? numbers.SPENDING_OF_INCOME : numbers.SPENDING_OF_BALANCE);
  const mostOverheadBp = ruled(numbers.OVERHEAD_MOST);
  const { incomeFen, balanceFen, ...spent } = await turnoverOf(ctx, year);
  const baseFen = isPublic ? incomeFen : balanceFen;
  const { spendingFen, overheadFen } = spent;
  const ratios = ratiosOf({ baseFen, ...spent }, requiredBp, mostOverheadBp);
  return { year, publicFundraising: isPublic, baseFen, spendingFen, overheadFen, requiredBp, mostOverheadBp, ...ratios };
}

/** Last year's income and balance, and this year's spending. What donors bind to a scheme is income, too, though it is kept as net assets. */
async function turnoverOf({ db }: ReadContext, year: number): Promise<Turnover> {
  const last = sql`d.day between ${`${year - 1}-01-01`} and ${`${year - 1}-12-31`}`;
  const during = sql`d.day between ${`${year}-01-01`} and ${`${year}-12-31`}`;
  const [turnover] = await rows<Turnover>(
    db,
    sql`select
      (coalesce(sum(d.credit_fen - d.debit_fen) filter (where a.type = 'INCOME' and ${last}), 0)
        + (select coalesce(sum(x.amount_fen), 0) from donation x where x.scheme_code is not null and x.status in ('RECEIVED', 'RECEIPTED')
          and x.received_at >= ${startOfDay(`${year - 1}-01-01`)} and x.received_at < ${startOfDay(`${year}-01-01`)}))::bigint as "incomeFen",
      coalesce(sum(d.debit_fen - d.credit_fen) filter (where a.cash and d.day < ${`${year}-01-01`}), 0)::bigint as "balanceFen",
      coalesce(sum(d.debit_fen - d.credit_fen) filter (where a.code = ${PAYOUTS} and ${during}), 0)::bigint as "spendingFen",
      coalesce(sum(d.debit_fen - d.credit_fen) filter (where a.code = ${OVERHEAD} and ${during}), 0)::bigint as "overheadFen",
      coalesce(sum(d.debit_fen - d.credit_fen) filter (where a.type = 'EXPENSE' and ${during}), 0)::bigint as "expenseFen"
    from ledger_account a join account_day d on d.account_id = a.id and d.day <= ${`${year}-12-31`}
    where a.book = 'FOUNDATION'`,
  );
  return turnover as Turnover;
}
