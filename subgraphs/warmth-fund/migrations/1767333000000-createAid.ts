import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAid1767333000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table hardship_file (
        id uuid constraint hardship_file_pk primary key,
        file_no text not null constraint hardship_file_no unique,
        head_member_id uuid not null,
        category text not null constraint hardship_file_category check (category in ('SUBSISTENCE', 'NEAR_SUBSISTENCE', 'ACCIDENT')),
        causes text[] not null,
        per_capita_monthly_fen bigint not null constraint hardship_file_income check (per_capita_monthly_fen >= 0),
        line_fen bigint not null constraint hardship_file_line check (line_fen > 0),
        status text not null constraint hardship_file_status check (status in ('DRAFT', 'SUBMITTED', 'VERIFYING', 'PUBLIC_NOTICE',
          'APPROVED', 'ACTIVE', 'REVIEW_DUE', 'SUSPENDED', 'EXITED', 'REJECTED')),
        opened_on date not null,
        active_from date,
        active_to date,
        exit_reason text constraint hardship_file_exit check (exit_reason in ('INCOME_ABOVE_LINE', 'LEFT_BEIJING', 'FALSE_DATA', 'DEATH')),
        scope_path text not null,
        district_code text generated always as (substring(scope_path from '^/city/([0-9]{6})/')) stored,
        version int not null,
        constraint hardship_file_active check (status not in ('ACTIVE', 'REVIEW_DUE', 'EXITED') or active_from is not null),
        constraint hardship_file_exited check ((status = 'EXITED') = (exit_reason is not null and active_to is not null))
      );
      create unique index hardship_file_one_open on hardship_file (head_member_id) where status not in ('EXITED', 'REJECTED');
      create index hardship_file_in_district on hardship_file (district_code, active_from) where active_from is not null;

      create table aid_scheme (
        id uuid constraint aid_scheme_pk primary key,
        code text not null constraint aid_scheme_code unique
          constraint aid_scheme_code_known check (code in ('LIVING', 'MEDICAL', 'SCHOOLING', 'FESTIVAL', 'EMERGENCY', 'EMPLOYMENT')),
        name_zh text not null,
        fund_id uuid not null constraint aid_scheme_fund references fund,
        cap_fen bigint not null constraint aid_scheme_cap check (cap_fen > 0),
        per_cycle int not null constraint aid_scheme_per_cycle check (per_cycle > 0),
        valid_from date not null,
        valid_to date
      );

      create table aid_cycle (
        id uuid constraint aid_cycle_pk primary key,
        scheme_id uuid not null constraint aid_cycle_scheme references aid_scheme,
        from_day date not null,
        to_day date not null,
        status text not null constraint aid_cycle_status check (status in ('OPEN', 'FROZEN', 'APPROVED', 'PAYING', 'CLOSED')),
        constraint aid_cycle_days check (from_day <= to_day)
      );

      create table aid_application (
        id uuid constraint aid_application_pk primary key,
        file_id uuid constraint aid_application_file references hardship_file,
        member_id uuid not null,
        cycle_id uuid not null constraint aid_application_cycle references aid_cycle,
        requested_fen bigint not null constraint aid_application_requested check (requested_fen > 0),
        approved_fen bigint constraint aid_application_approved_amount check (approved_fen > 0),
        status text not null constraint aid_application_status check (status in ('SUBMITTED', 'CHECKED', 'REVIEWED', 'APPROVED',
          'PAYABLE', 'PAID', 'CLOSED', 'RETURNED', 'REJECTED', 'CANCELLED')),
        applied_at timestamptz not null,
        scope_path text not null,
        version int not null,
        constraint aid_application_approved check (status not in ('APPROVED', 'PAYABLE', 'PAID', 'CLOSED') or approved_fen is not null)
      );
      create index aid_application_by_member on aid_application (member_id, applied_at desc, id desc);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table aid_application, aid_cycle, aid_scheme, hardship_file');
  }
}
