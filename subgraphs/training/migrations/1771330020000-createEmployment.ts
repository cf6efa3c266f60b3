import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nominations and subsidies name an employer, which is held against the member's own record (SKL-INV-3, SKL-INV-4). */
export class CreateEmployment1771330020000 implements MigrationInterface {
  name = 'CreateEmployment1771330020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table employment (
        member_id uuid constraint employment_pk primary key,
        employer_id uuid,
        seen_version int not null
      );
      grant delete on employment to training_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table employment');
  }
}
