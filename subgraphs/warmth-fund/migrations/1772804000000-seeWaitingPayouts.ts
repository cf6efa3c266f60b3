import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether payouts of a fund wait for money, as the statement that locks the fund's bank account asks it. The function is volatile, so that its
 * query has a snapshot of its own, taken behind the lock: a payout that found too little money and committed while the statement waited is seen.
 */
export class SeeWaitingPayouts1772804000000 implements MigrationInterface {
  name = 'SeeWaitingPayouts1772804000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function payouts_wait(of_fund uuid) returns boolean language plpgsql volatile set search_path = public, pg_temp as $$
      begin
        return exists (select from disbursement where fund_id = of_fund and status = 'REQUESTED');
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function payouts_wait');
  }
}
