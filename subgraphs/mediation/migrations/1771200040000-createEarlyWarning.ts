import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Early warnings of disputes of many workers (S-28), from the report to the end, and which of the six parties was told of each. */
export class CreateEarlyWarning1771200040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [CASES, WARNINGS, DUE, NOTICES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table warning_notice, early_warning;
      drop function derive_warning_due;
      alter table mediation_case drop column headcount_affected;`);
  }
}

const CASES = `
  alter table mediation_case add column headcount_affected int
    constraint mediation_case_headcount_affected check (headcount_affected > 0);`;

const WARNINGS = `
  create table early_warning (
    id uuid constraint early_warning_pk primary key,
    source text not null constraint early_warning_source check (source in ('STATION', 'HOTLINE', 'SMS', 'VISIT', 'GRID', 'CASE')),
    district_code text constraint early_warning_district check (district_code ~ '^[0-9]{6}$'),
    scope_path text collate "C" not null,
    enterprise_id uuid,
    employer_zh text constraint early_warning_employer_zh check (length(employer_zh) between 1 and 200),
    claim_kind text not null constraint early_warning_claim_kind check (claim_kind in
      ('LABOUR_RELATION', 'CONTRACT', 'DISMISSAL', 'WORKING_TIME', 'REST', 'SOCIAL_INSURANCE', 'WELFARE', 'TRAINING', 'PROTECTION',
       'WAGES', 'OVERTIME', 'INJURY_MEDICAL', 'COMPENSATION', 'DAMAGES')),
    headcount_affected int not null constraint early_warning_headcount check (headcount_affected > 0),
    summary text not null constraint early_warning_summary check (length(summary) between 1 and 1000),
    reported_by uuid,
    service_request_id uuid,
    status text not null constraint early_warning_status check (status in
      ('REPORTED', 'VERIFIED', 'INTERVENING', 'ESCALATED', 'RESOLVED', 'DISMISSED', 'MERGED')),
    reported_at timestamptz not null,
    verified_at timestamptz,
    intervened_at timestamptz,
    escalated_at timestamptz,
    escalation_reason text constraint early_warning_escalation check (length(escalation_reason) between 1 and 1000),
    measure text constraint early_warning_measure check (length(measure) between 1 and 1000),
    result text constraint early_warning_result check (length(result) between 1 and 1000),
    case_id uuid constraint early_warning_case references mediation_case,
    duplicate_of uuid constraint early_warning_duplicate references early_warning,
    step_began_at timestamptz not null,
    step_hours int constraint early_warning_step_hours check (step_hours > 0),
    step_days int constraint early_warning_step_days check (step_days > 0),
    due_at timestamptz,
    closed_at timestamptz,
    version int not null default 1,
    constraint early_warning_employer check (num_nonnulls(enterprise_id, employer_zh) > 0),
    constraint early_warning_step check ((step_hours is not null) = (status in ('REPORTED', 'VERIFIED'))
      and (step_days is not null) = (status = 'INTERVENING')),
    constraint early_warning_verified check (status not in ('VERIFIED', 'INTERVENING') or verified_at is not null),
    constraint early_warning_intervening check (status <> 'INTERVENING' or num_nonnulls(case_id, measure) > 0),
    constraint early_warning_escalated check (status <> 'ESCALATED' or escalated_at is not null),
    constraint early_warning_ended check (status not in ('RESOLVED', 'DISMISSED') or result is not null),
    constraint early_warning_merged check ((status = 'MERGED') = (duplicate_of is not null) and duplicate_of is distinct from id),
    constraint early_warning_closed check ((status in ('RESOLVED', 'DISMISSED', 'MERGED')) = (closed_at is not null))
  );
  -- What is told of one employer and kind while nobody has taken it up is one warning.
  create unique index early_warning_one_open on early_warning (enterprise_id, claim_kind) where closed_at is null and case_id is null;
  create unique index early_warning_one_of_case on early_warning (case_id) where case_id is not null;
  create unique index early_warning_one_of_request on early_warning (service_request_id) where service_request_id is not null;
  create index early_warning_latest on early_warning (reported_at desc, id desc);
  create index early_warning_by_path on early_warning (scope_path, reported_at desc, id desc);
  create index early_warning_by_reporter on early_warning (reported_by) where reported_by is not null;
  create index early_warning_duplicates on early_warning (duplicate_of) where duplicate_of is not null;`;

/** Nobody types a due day (MED-INV-6): hours run on, days end with a worked one. */
const DUE = `
  create function derive_warning_due() returns trigger language plpgsql as $$
    begin
      new.due_at := coalesce(new.step_began_at + new.step_hours * interval '1 hour',
        ((last_day(civil_day(new.step_began_at), new.step_days) + 1)::timestamp at time zone 'Asia/Shanghai') - interval '1 second');
      return new;
    end $$;
  create trigger derive_due before insert or update on early_warning for each row execute function derive_warning_due();`;

const NOTICES = `
  create table warning_notice (
    warning_id uuid not null constraint warning_notice_warning references early_warning,
    party_code text not null constraint warning_notice_party references linked_party,
    kind text not null constraint warning_notice_kind check (kind in ('VERIFIED', 'ESCALATED', 'RESOLVED')),
    told_at timestamptz not null,
    constraint warning_notice_pk primary key (warning_id, party_code, kind)
  );
  revoke update on warning_notice from mediation_app;`;
