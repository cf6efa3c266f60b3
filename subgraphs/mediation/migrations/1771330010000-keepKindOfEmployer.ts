import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What kind of employer a case is against is held against the employer's own record (2.2.1). */
export class KeepKindOfEmployer1771330010000 implements MigrationInterface {
  name = 'KeepKindOfEmployer1771330010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table employer_place add column ownership text, add column industry text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table employer_place drop column ownership, drop column industry');
  }
}
