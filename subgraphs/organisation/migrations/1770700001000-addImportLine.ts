import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a row stands in its file: empty lines and cells with line ends make the two numbers differ. */
export class AddImportLine1770700001000 implements MigrationInterface {
  name = 'AddImportLine1770700001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table import_row add column line_no int');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table import_row drop column line_no');
  }
}
