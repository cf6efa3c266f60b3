import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Statistics tell money only where enough cases stand behind it, so the indexes that sum payments hold the case too. */
export class CountPayingCases1770900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index payment_in, payment_of_org;
      create index payment_in on payment (district_code, paid_on) include (amount_fen, case_id);
      create index payment_of_org on payment (org_id, paid_on) include (amount_fen, case_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index payment_in, payment_of_org;
      create index payment_in on payment (district_code, paid_on) include (amount_fen);
      create index payment_of_org on payment (org_id, paid_on) include (amount_fen);
    `);
  }
}
