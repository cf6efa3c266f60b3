import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From the call for a project to its last instalment: applications, evaluations, the agreement with its milestones, reports. */
export class CreateProjectLife1767337000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const step of [PROJECT, APPLICATION, AGREEMENT, SUM_OF_INSTALMENTS, REPORT]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table project_count, project_beneficiary, project_report, project_instalment, project_milestone, project_agreement,
        project_organisation, project_evaluation, project_application_partner, project_application_person, project_application;
      drop function instalments_make_total;
      alter table service_project
        drop constraint service_project_awarded,
        drop column ngo_id,
        drop column budget_id,
        drop column apply_by;
    `);
  }
}

/** Rows of before have no organisation, so the check holds from the next change on (`not valid`). */
const PROJECT = `
  alter table service_project
    add column ngo_id uuid,
    add column budget_id uuid constraint service_project_in_budget references budget,
    add column apply_by date,
    drop constraint service_project_runs,
    add constraint service_project_runs check (status not in ('AGREEMENT_SIGNED', 'IN_PROGRESS', 'MIDTERM', 'FINAL_REPORT',
      'ACCEPTED', 'CLOSED') or (runs_from is not null and runs_to is not null)),
    add constraint service_project_awarded check (status in ('CALL', 'APPLIED', 'EVALUATED', 'REJECTED')
      or (ngo_id is not null and budget_id is not null)) not valid;

  create table project_organisation (
    project_id uuid not null constraint project_organisation_project references service_project,
    organisation_id uuid not null,
    constraint project_organisation_pk primary key (project_id, organisation_id)
  );
  create index project_organisation_by_organisation on project_organisation (organisation_id, project_id);
`;

const APPLICATION = `
  create table project_application (
    id uuid constraint project_application_pk primary key,
    project_id uuid not null constraint project_application_project references service_project,
    ngo_id uuid not null,
    proposal text not null constraint project_application_proposal check (length(proposal) between 1 and 5000),
    requested_fen bigint not null constraint project_application_requested check (requested_fen > 0),
    status text not null constraint project_application_status check (status in ('SUBMITTED', 'CHOSEN', 'NOT_CHOSEN')),
    recorded_by text not null,
    applied_at timestamptz not null,
    version int not null,
    constraint project_application_once unique (project_id, ngo_id)
  );
  create unique index project_application_one_chosen on project_application (project_id) where status = 'CHOSEN';

  create table project_application_person (
    application_id uuid not null constraint project_application_person_application references project_application,
    person_id uuid not null,
    constraint project_application_person_pk primary key (application_id, person_id)
  );
  create index project_application_person_by_person on project_application_person (person_id, application_id);

  create table project_application_partner (
    application_id uuid not null constraint project_application_partner_application references project_application,
    organisation_id uuid not null,
    constraint project_application_partner_pk primary key (application_id, organisation_id)
  );

  create table project_evaluation (
    id uuid constraint project_evaluation_pk primary key,
    application_id uuid not null constraint project_evaluation_application references project_application,
    evaluator_id uuid not null,
    score int constraint project_evaluation_score check (score between 0 and 100),
    conflict text,
    remarks text not null,
    evaluated_at timestamptz not null,
    constraint project_evaluation_once unique (application_id, evaluator_id),
    constraint project_evaluation_score_or_conflict check (num_nulls(score, conflict) = 1)
  );
  revoke update on project_organisation, project_application_person, project_application_partner, project_evaluation
    from warmth_fund_app;
`;

const AGREEMENT = `
  create table project_agreement (
    id uuid constraint project_agreement_pk primary key,
    project_id uuid not null constraint project_agreement_project references service_project
      constraint project_agreement_once unique,
    signed_at date not null,
    from_day date not null,
    to_day date not null,
    total_fen bigint not null constraint project_agreement_total check (total_fen > 0),
    constraint project_agreement_days check (from_day <= to_day)
  );

  create table project_milestone (
    id uuid constraint project_milestone_pk primary key,
    project_id uuid not null constraint project_milestone_project references service_project,
    seq int not null constraint project_milestone_seq_positive check (seq > 0),
    title text not null constraint project_milestone_title check (length(title) between 1 and 200),
    due_at date not null,
    status text not null constraint project_milestone_status check (status in ('PENDING', 'ACCEPTED', 'CANCELLED')),
    acceptance text,
    accepted_by text,
    accepted_at timestamptz,
    version int not null,
    constraint project_milestone_seq unique (project_id, seq),
    constraint project_milestone_accepted
      check ((status = 'ACCEPTED') = (acceptance is not null and accepted_by is not null and accepted_at is not null))
  );

  create table project_instalment (
    id uuid constraint project_instalment_pk primary key,
    agreement_id uuid not null constraint project_instalment_agreement references project_agreement,
    project_id uuid not null constraint project_instalment_project references service_project,
    milestone_id uuid not null constraint project_instalment_milestone references project_milestone
      constraint project_instalment_once unique,
    amount_fen bigint not null constraint project_instalment_amount check (amount_fen > 0),
    status text not null constraint project_instalment_status check (status in ('PLANNED', 'DUE', 'RELEASED', 'PAID', 'CANCELLED')),
    version int not null
  );
  create index project_instalment_by_agreement on project_instalment (agreement_id);
  create index project_instalment_by_project on project_instalment (project_id);
  revoke update on project_agreement from warmth_fund_app;
  revoke update on project_instalment from warmth_fund_app;
  grant update (status, version) on project_instalment to warmth_fund_app;
`;

/** FND-INV-8, asked when the transaction commits: the instalments make the agreement's total, which is in the project's budget. */
const SUM_OF_INSTALMENTS = `
  create function instalments_make_total() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    agreement uuid := case tg_table_name when 'project_agreement' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'agreement_id' end;
    instalments numeric;
    total bigint;
    budget bigint;
  begin
    select a.total_fen, p.budget_fen, (select coalesce(sum(i.amount_fen), 0) from project_instalment i where i.agreement_id = a.id)
      into total, budget, instalments
      from project_agreement a join service_project p on p.id = a.project_id where a.id = agreement;
    if instalments <> total or total > budget then
      raise exception 'agreement % of % fen has instalments of % fen and a budget of % fen', agreement, total, instalments, budget
        using errcode = 'check_violation', constraint = 'project_agreement_sum', table = 'project_agreement';
    end if;
    return null;
  end $$;
  create constraint trigger agreement_has_instalments after insert on project_agreement deferrable initially deferred
    for each row execute function instalments_make_total();
  create constraint trigger instalment_keeps_total after insert on project_instalment deferrable initially deferred
    for each row execute function instalments_make_total();
`;

const REPORT = `
  create table project_report (
    id uuid constraint project_report_pk primary key,
    project_id uuid not null constraint project_report_project references service_project,
    kind text not null constraint project_report_kind check (kind in ('PROGRESS', 'MIDTERM', 'FINAL')),
    from_day date not null,
    to_day date not null,
    direct_cumulative int not null constraint project_report_direct check (direct_cumulative >= 0),
    indirect_count int constraint project_report_indirect check (indirect_count >= 0),
    text text not null constraint project_report_text check (length(text) between 1 and 10000),
    submitted_at timestamptz not null,
    submitted_by text not null,
    constraint project_report_days check (from_day <= to_day)
  );
  create index project_report_by_project on project_report (project_id, submitted_at, id);

  create table project_beneficiary (
    project_id uuid not null constraint project_beneficiary_project references service_project,
    year int not null,
    pseudonym_hash text not null constraint project_beneficiary_hash check (pseudonym_hash ~ '^[A-Za-z0-9_-]{43}$'),
    quarter date not null constraint project_beneficiary_quarter check (date_trunc('quarter', quarter) = quarter
      and extract(year from quarter) = year),
    constraint project_beneficiary_pk primary key (project_id, year, pseudonym_hash)
  );

  create table project_count (
    project_id uuid not null constraint project_count_project references service_project,
    quarter date not null,
    district_code text not null,
    group_name text not null constraint project_count_group check (length(group_name) between 1 and 40),
    direct_count int not null constraint project_count_direct check (direct_count > 0),
    constraint project_count_pk primary key (project_id, quarter, district_code, group_name),
    constraint project_count_district foreign key (project_id, district_code) references service_project_district
  );
  revoke update on project_report, project_beneficiary from warmth_fund_app;
`;
