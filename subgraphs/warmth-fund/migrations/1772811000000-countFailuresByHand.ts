import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often a cashier recorded by hand that the bank did not pay. The bank's file tells of each such failure once more, maybe after the payout was sent
 * again: that line is not about the new attempt, which would be sent a third time and paid twice.
 */
export class CountFailuresByHand1772811000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table disbursement add column failed_by_hand int not null default 0
        constraint disbursement_failed_by_hand check (failed_by_hand >= 0);
      create index bank_statement_line_failed on bank_statement_line (disbursement_id)
        where result = 'FAILED' and outcome = 'ALREADY_TOLD';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index bank_statement_line_failed;
      alter table disbursement drop column failed_by_hand;`);
  }
}
