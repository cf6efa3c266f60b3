import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Officers' hours of training (S-31, SKL-INV-9): the records, and their sums by year kept in the same transaction. */
export class CreateStaffTraining1767316000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table staff_training_year (
        staff_id uuid not null,
        year int not null,
        scope_path text not null,
        district_code text not null generated always as (substring(scope_path from '^/city/(110[12][0-9]{2})/')) stored,
        city_hours int not null default 0 constraint staff_training_year_city check (city_hours >= 0),
        district_hours int not null default 0 constraint staff_training_year_district check (district_hours >= 0),
        constraint staff_training_year_pk primary key (staff_id, year)
      );
      create index staff_training_year_of_district on staff_training_year (district_code, year);

      create table staff_training_record (
        id uuid constraint staff_training_record_pk primary key,
        staff_id uuid not null,
        provider text not null constraint staff_training_record_provider check (provider in ('CITY', 'DISTRICT')),
        hours int not null constraint staff_training_record_hours check (hours between 0 and 24),
        date date not null,
        year int not null generated always as (extract(year from date)::int) stored,
        course_id uuid constraint staff_training_record_course references course,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        constraint staff_training_record_year foreign key (staff_id, year) references staff_training_year
      );
      create index staff_training_record_of_day on staff_training_record (staff_id, date);
      revoke update on staff_training_record from training_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table staff_training_record, staff_training_year');
  }
}
