import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Departments of the city federation, merged with dated successors (S-20). */
export class CreateDepartment1767331000000 implements MigrationInterface {
  name = 'CreateDepartment1767331000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table department (
        id uuid constraint department_pk primary key,
        name_zh text not null,
        name text not null,
        roles text[] not null constraint department_roles check (roles <@ array['CITY_DEPT', 'SOCIAL_DEPT', 'PRIVACY_OFFICER', 'AUDITOR']),
        since date not null,
        ended_on date,
        successor_id uuid constraint department_successor references department deferrable initially deferred,
        version int not null default 1,
        constraint department_days check (ended_on >= since),
        constraint department_ends_in_successor check ((ended_on is null) = (successor_id is null)),
        constraint department_not_its_own_successor check (successor_id <> id)
      );
      create unique index department_name on department (name_zh) where ended_on is null;
      create index department_by_successor on department (successor_id);
      alter table staff_member add column department_id uuid constraint staff_department references department;
      create index staff_by_department on staff_member (department_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table staff_member drop column department_id;
      drop table department;
    `);
  }
}
