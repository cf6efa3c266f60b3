import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Courses that count as training in safety and occupational health (IND-04), and who passed one. */
export class AddSafetyCourses1768900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table course add column covers_safety boolean not null default false;
      create index enrolment_passed on enrolment (session_id, member_id) where status = 'PASSED';
      create index member_place_by_path on member_place (scope_path);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index member_place_by_path;
      drop index enrolment_passed;
      alter table course drop column covers_safety;
    `);
  }
}
