import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a caseworker has seen that a claim is for another event than that of an earlier claim close by (FND-INV-5). */
export class OtherEvents1772812000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mutual_aid_claim add column is_another_event boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mutual_aid_claim drop column is_another_event');
  }
}
