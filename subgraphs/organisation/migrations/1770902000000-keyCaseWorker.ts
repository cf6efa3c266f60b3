import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key of one column, by which a row follows when two records of one worker are merged (C-16). */
export class KeyCaseWorker1770902000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table case_worker add column id uuid not null default gen_random_uuid(), add constraint case_worker_key unique (id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table case_worker drop column id');
  }
}
