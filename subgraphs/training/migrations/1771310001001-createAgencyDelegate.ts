import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agencies outside the unions that training works with, by organisation's codes, and who acts for them here (S-59, S-60, S-61). */
export class CreateAgencyDelegate1771310001001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agency (
        code text constraint agency_pk primary key constraint agency_code check (code ~ '^[A-Z]{2,20}$')
      );
      insert into agency values ('DRC'), ('HRSS'), ('EDUCATION'), ('SCIENCE'), ('COMMERCE'), ('FINANCE'), ('BTV'), ('RTVU');
      revoke insert, update on agency from training_app;

      create table agency_delegate (
        id uuid constraint agency_delegate_pk primary key,
        person_id uuid not null constraint agency_delegate_person unique,
        agency_code text constraint agency_delegate_agency references agency,
        appointed_by uuid,
        appointed_at timestamptz,
        version int not null default 1
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table agency_delegate, agency');
  }
}
