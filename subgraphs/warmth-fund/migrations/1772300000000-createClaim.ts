import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Claims on the mutual aid (S-35): what happened, the papers that prove it, how it was assessed and decided. */
export class CreateClaim1772300000000 implements MigrationInterface {
  name = 'CreateClaim1772300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [PLANS, CLAIM, DOCUMENT]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table mutual_aid_claim_document, mutual_aid_claim;
      drop sequence mutual_aid_claim_number;
      alter table mutual_aid_plan drop constraint mutual_aid_plan_one_at_a_time;
      alter table mutual_aid_benefit drop column documents;
    `);
  }
}

/** What papers an event needs is part of the plan, like its rates; on a day one plan is in force. */
const PLANS = `
  alter table mutual_aid_benefit add column documents text[] not null default '{}';
  alter table mutual_aid_plan
    add constraint mutual_aid_plan_one_at_a_time exclude using gist (daterange(period_from, period_to, '[]') with &&);
`;

const CLAIM = `
  create sequence mutual_aid_claim_number start with 100001;
  create table mutual_aid_claim (
    id uuid constraint mutual_aid_claim_pk primary key,
    claim_no text not null constraint mutual_aid_claim_no unique,
    coverage_id uuid not null constraint mutual_aid_claim_coverage references coverage,
    member_id uuid not null,
    event text not null constraint mutual_aid_claim_event check (event in ('DISABILITY', 'DEATH', 'HOME_FIRE')),
    event_on date not null,
    loss_fen bigint constraint mutual_aid_claim_loss check (loss_fen between 1 and 1000000000000000),
    disability_grade int constraint mutual_aid_claim_grade check (disability_grade between 1 and 10),
    account_masked text not null,
    payable_fen bigint not null constraint mutual_aid_claim_payable check (payable_fen between 0 and 1000000000000000),
    status text not null constraint mutual_aid_claim_status
      check (status in ('SUBMITTED', 'DOCUMENTS_COMPLETE', 'ASSESSED', 'APPROVED', 'PAID', 'REJECTED', 'APPEALED')),
    submitted_by text not null,
    submitted_at timestamptz not null,
    assessed_by text,
    approved_by text,
    rejected_by text,
    reason text,
    appeal text,
    scope_path text not null,
    version int not null,
    constraint mutual_aid_claim_once unique (member_id, event, event_on),
    constraint mutual_aid_claim_assessed check (status not in ('ASSESSED', 'APPROVED', 'PAID') or assessed_by is not null and payable_fen > 0),
    constraint mutual_aid_claim_approved check (status not in ('APPROVED', 'PAID') or approved_by is not null),
    constraint mutual_aid_claim_rejected check (status not in ('REJECTED', 'APPEALED') or num_nulls(rejected_by, reason) = 0),
    constraint mutual_aid_claim_appealed check (status <> 'APPEALED' or appeal is not null),
    constraint mutual_aid_claim_duties_apart check (
      approved_by <> assessed_by and assessed_by <> member_id::text and approved_by <> member_id::text and rejected_by <> member_id::text
    )
  );
  create index mutual_aid_claim_by_age on mutual_aid_claim (submitted_at, id);
  create index mutual_aid_claim_by_coverage on mutual_aid_claim (coverage_id);
`;

/** Papers are added, never changed: what was decided on stays what it was. */
const DOCUMENT = `
  create table mutual_aid_claim_document (
    claim_id uuid not null constraint mutual_aid_claim_document_claim references mutual_aid_claim,
    sha256 text not null constraint mutual_aid_claim_document_hash check (sha256 ~ '^[0-9a-f]{64}$'),
    kind text not null,
    name_zh text not null,
    file_ref text not null,
    added_by text not null,
    added_at timestamptz not null,
    constraint mutual_aid_claim_document_pk primary key (claim_id, sha256)
  );
  revoke update on mutual_aid_claim_document from warmth_fund_app;
`;
