import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was noted on visits to a person goes when they ask for erasure (J-17); that the visits took place stays. */
export class AllowErasure1768210000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant update (note) on contact_visit to organisation_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke update (note) on contact_visit from organisation_app');
  }
}
