import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Statistics tell aid only where enough people were paid, so the index that sums it holds the payee too. */
export class CountPayees1770900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index disbursement_paid_in_district;
      create index disbursement_paid_in_district on disbursement (district_code, paid_on) include (amount_fen, member_id)
        where status = 'SETTLED' and source_type = 'AidApplication';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index disbursement_paid_in_district;
      create index disbursement_paid_in_district on disbursement (district_code, paid_on) include (amount_fen)
        where status = 'SETTLED' and source_type = 'AidApplication';
    `);
  }
}
