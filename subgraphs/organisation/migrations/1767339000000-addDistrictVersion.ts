import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many communities of a district are covered is recorded anew from time to time (S-25). */
export class AddDistrictVersion1767339000000 implements MigrationInterface {
  name = 'AddDistrictVersion1767339000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table district add column version int not null default 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table district drop column version');
  }
}
