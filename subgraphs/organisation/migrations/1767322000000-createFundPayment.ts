import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the Warmth Fund told of its payments: ids and states, as far as `fiveOnes` counts them (S-13). */
export class CreateFundPayment1767322000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table fund_payment (
        disbursement_id uuid constraint fund_payment_pk primary key,
        state text not null constraint fund_payment_state check (state in ('paid', 'failed', 'returned')),
        version int not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table fund_payment');
  }
}
