import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of the six modules two are in the survey of 2013 and three in the plan of 2008; the name of the sixth is a placeholder (S-57, B-12). */
export class MarkPlaceholders1770800004000 implements MigrationInterface {
  name = 'MarkPlaceholders1770800004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table training_module add column is_placeholder boolean not null default false;
      update training_module set is_placeholder = true where code = 'SKILL_COMPETITION';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table training_module drop column is_placeholder;
    `);
  }
}
