import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Further accounts of the same chart: other income and expense, which transfers between books are booked on, and the cost of running a fund. */
export class WidenChart1772101000000 implements MigrationInterface {
  name = 'WidenChart1772101000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into ledger_account (id, fund_id, book, code, name_zh, type, normal_side, cash, restricted)
        select (left(fund.id::text, 31) || right(fund.id::text, 1) || account.code)::uuid, fund.id, fund.book,
          account.code, account.name_zh, account.type, account.normal_side, false, false
        from fund cross join (values
          ('4901', '其他收入', 'INCOME', 'CREDIT'),
          ('5201', '管理费用', 'EXPENSE', 'DEBIT'),
          ('5401', '其他费用', 'EXPENSE', 'DEBIT')
        ) as account (code, name_zh, type, normal_side);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from ledger_account where code in ('4901', '5201', '5401')`);
  }
}
