import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The degree plan (S-62): who may take part, as dated rules; nominations and what becomes of them; files of scores. */
export class CreateDegreeApplication1771300000002 implements MigrationInterface {
  name = 'CreateDegreeApplication1771300000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RULES);
    await runner.query(APPLICATIONS);
    await runner.query(SCORES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table exam_score_import, degree_application, degree_rule');
  }
}

const RULES = `
  create table degree_rule (
    id uuid constraint degree_rule_pk primary key,
    code text not null constraint degree_rule_code unique,
    effective_from date not null,
    agricultural_hukou boolean not null,
    least_education text not null constraint degree_rule_education check
      (least_education in ('PRIMARY', 'JUNIOR_HIGH', 'HIGH_SCHOOL', 'JUNIOR_COLLEGE', 'BACHELOR')),
    contract_months int not null constraint degree_rule_contract check (contract_months between 0 and 120),
    set_by uuid,
    set_at timestamptz not null,
    reason text not null
  );
  insert into degree_rule values ('0131d3f0-0000-7000-8000-000000000001', 'DEGREE-2011', '2011-01-01', true, 'HIGH_SCHOOL', 12, null,
    '2011-01-01 00:00+08', '首都农民工大学生助推计划（2011年起）');
  revoke update on degree_rule from training_app;`;

/** Each state has the facts that it needs, and no state has facts of a later one. */
const APPLICATIONS = `
  create table degree_application (
    id uuid constraint degree_application_pk primary key,
    member_id uuid not null,
    programme_id uuid not null constraint degree_application_programme references degree_programme,
    exam_year int not null constraint degree_application_year check (exam_year between 2011 and 2100),
    union_id uuid not null,
    nominated_by uuid not null,
    nominated_on date not null,
    employer_id uuid not null,
    agricultural_hukou boolean not null,
    education text not null constraint degree_application_education check
      (education in ('PRIMARY', 'JUNIOR_HIGH', 'HIGH_SCHOOL', 'JUNIOR_COLLEGE', 'BACHELOR')),
    contract_from date not null,
    contract_to date constraint degree_application_contract check (contract_to >= contract_from),
    status text not null constraint degree_application_status check (status in ('NOMINATED', 'ELIGIBLE', 'INELIGIBLE', 'EXAM_REGISTERED',
      'EXAM_TAKEN', 'SCORE_PASSED', 'SCORE_FAILED', 'ADMITTED', 'ENROLLED', 'STUDYING', 'GRADUATED', 'WITHDRAWN', 'DISMISSED')),
    checked_by uuid,
    checked_at timestamptz,
    rule_code text constraint degree_application_rule references degree_rule (code),
    reasons text[] not null default '{}',
    exam_no text,
    exam_score int constraint degree_application_score check (exam_score >= 0),
    score_line int,
    admitted_by uuid,
    admitted_at timestamptz,
    student_no text,
    starts_on date,
    ended_on date,
    ended_because text,
    certificate_id uuid constraint degree_application_certificate references certificate,
    diploma_no text,
    scope_path text not null,
    district_code text generated always as (substring(scope_path from '^/city/(110[12][0-9]{2})/')) stored,
    version int not null default 1,
    constraint degree_application_four_eyes check (checked_by <> nominated_by and checked_by <> member_id and nominated_by <> member_id),
    constraint degree_application_checked check ((status = 'NOMINATED') = (checked_at is null)
      and (checked_at is null) = (checked_by is null) and (checked_at is null) = (rule_code is null)),
    constraint degree_application_reasons check ((status = 'INELIGIBLE') = (cardinality(reasons) > 0)),
    constraint degree_application_registered check ((status in ('NOMINATED', 'ELIGIBLE', 'INELIGIBLE')) = (exam_no is null)),
    constraint degree_application_taken check
      ((status in ('NOMINATED', 'ELIGIBLE', 'INELIGIBLE', 'EXAM_REGISTERED')) = (exam_score is null)),
    constraint degree_application_judged check
      ((status in ('NOMINATED', 'ELIGIBLE', 'INELIGIBLE', 'EXAM_REGISTERED', 'EXAM_TAKEN')) = (score_line is null)),
    constraint degree_application_passed check (score_line is null or (status = 'SCORE_FAILED') = (exam_score < score_line)),
    constraint degree_application_admitted check ((status in ('ADMITTED', 'ENROLLED', 'STUDYING', 'GRADUATED', 'WITHDRAWN', 'DISMISSED'))
      = (admitted_at is not null) and (admitted_at is null) = (admitted_by is null)),
    constraint degree_application_enrolled check
      ((status in ('ENROLLED', 'STUDYING', 'GRADUATED', 'WITHDRAWN', 'DISMISSED')) = (student_no is not null)),
    constraint degree_application_started check ((status in ('STUDYING', 'GRADUATED', 'WITHDRAWN', 'DISMISSED')) = (starts_on is not null)),
    constraint degree_application_ended check ((status in ('GRADUATED', 'WITHDRAWN', 'DISMISSED')) = (ended_on is not null)
      and (status in ('WITHDRAWN', 'DISMISSED')) = (ended_because is not null)),
    constraint degree_application_graduated check ((status = 'GRADUATED') = (diploma_no is not null)
      and (diploma_no is null) = (certificate_id is null))
  );
  create unique index degree_application_one_live on degree_application (member_id)
    where status not in ('INELIGIBLE', 'SCORE_FAILED', 'GRADUATED', 'WITHDRAWN', 'DISMISSED');
  create unique index degree_application_one_a_year on degree_application (member_id, exam_year) where status <> 'INELIGIBLE';
  create unique index degree_application_exam_no on degree_application (exam_year, exam_no);
  create unique index degree_application_student_no on degree_application (programme_id, student_no);
  create unique index degree_application_diploma_no on degree_application (diploma_no);
  create index degree_application_by_member on degree_application (member_id, nominated_on desc, id desc);
  create index degree_application_by_programme on degree_application (programme_id, exam_year, status);
  create index degree_application_by_union on degree_application (union_id, nominated_on desc, id desc);
  create index degree_application_by_day on degree_application (nominated_on desc, id desc);`;

const SCORES = `
  create table exam_score_import (
    id uuid constraint exam_score_import_pk primary key,
    exam_year int not null,
    sha256 text not null,
    row_count int not null,
    taken_count int not null,
    imported_by uuid not null,
    imported_at timestamptz not null
  );
  create index exam_score_import_of_file on exam_score_import (exam_year, sha256);
  revoke update on exam_score_import from training_app;`;
