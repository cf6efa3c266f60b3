import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projects whose names stand for unknown real ones are marked (domain decision B-12). */
export class MarkPlaceholders1770800003000 implements MigrationInterface {
  name = 'MarkPlaceholders1770800003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_project add column is_placeholder boolean not null default false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_project drop column is_placeholder;
    `);
  }
}
