import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How disputes divide is counted from an index alone, whatever the period. */
export class CountDisputes1771200040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index mediation_case_shares on mediation_case (received_on)
      include (ownership, industry, source, district_code) where ownership is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index mediation_case_shares');
  }
}
