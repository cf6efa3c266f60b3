import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a caseworker has seen that aid is for another event than what another book pays for close by (FND-INV-5). */
export class TellLossesApart1772830000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table aid_application add column is_another_event boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table aid_application drop column is_another_event');
  }
}
