import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other services hear of minimum wages by event, each by its id (S-37). */
export class TellMinimumWages1771320020000 implements MigrationInterface {
  name = 'TellMinimumWages1771320020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table labour_standard add column id uuid not null default gen_random_uuid() constraint labour_standard_id unique,
        add column version int not null default 1;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table labour_standard drop column id, drop column version');
  }
}
