import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A contract covers no more workers than its employers have (2.2.3). */
export class KeepHeadcount1771100001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table employer_place add column headcount int constraint employer_place_headcount check (headcount >= 0)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table employer_place drop column headcount');
  }
}
