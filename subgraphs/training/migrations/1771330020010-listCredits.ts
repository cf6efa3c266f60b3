import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Institutions list the credits that they stored (S-58). */
export class ListCredits1771330020010 implements MigrationInterface {
  name = 'ListCredits1771330020010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index credit_entry_by_institution on credit_entry (institution_id, earned_on desc, id desc)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index credit_entry_by_institution');
  }
}
