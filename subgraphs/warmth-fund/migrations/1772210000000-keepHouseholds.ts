import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Households with their members, and what a hardship file needs on its way: visits, evidence of income, public notice (S-34). */
export class KeepHouseholds1772210000000 implements MigrationInterface {
  name = 'KeepHouseholds1772210000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [HOUSEHOLD, FILE, VERIFICATION, NOTICE, ONE_OPEN]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger file_holds_household on hardship_file;
      drop trigger member_is_held on household_member;
      drop function file_holds_household, member_is_held;
      drop table objection, public_notice, income_evidence, home_visit;
      drop index hardship_file_one_household;
      alter table hardship_file
        drop constraint hardship_file_household_known, drop constraint hardship_file_approved, drop constraint hardship_file_review,
        drop column household_id, drop column opened_by, drop column evidence_ref, drop column income_proven_at,
        drop column review_due_on, drop column approved_by, drop column approved_at;
      drop table household_member, household;
    `);
  }
}

const HOUSEHOLD = `
  create table household (
    id uuid constraint household_pk primary key,
    head_member_id uuid not null,
    district_code text not null,
    address text constraint household_address check (length(address) between 1 and 200),
    scope_path text not null,
    version int not null
  );
  create index household_by_head on household (head_member_id);

  create table household_member (
    id uuid constraint household_member_pk primary key,
    household_id uuid not null constraint household_member_household references household,
    member_id uuid,
    name_zh text,
    relation text not null constraint household_member_relation
      check (relation in ('SELF', 'SPOUSE', 'CHILD', 'PARENT', 'GRANDPARENT', 'SIBLING', 'OTHER')),
    identity_hash text not null constraint household_member_hash check (identity_hash ~ '^[0-9a-f]{64}$'),
    birth_date date not null,
    monthly_income_fen bigint not null constraint household_member_income check (monthly_income_fen between 0 and 1000000000000000),
    health text constraint household_member_health check (health in ('HEALTHY', 'CHRONIC_ILLNESS', 'SERIOUS_ILLNESS', 'DISABLED')),
    school_name text constraint household_member_school check (length(school_name) between 1 and 100),
    held boolean not null,
    constraint household_member_once unique (household_id, identity_hash),
    constraint household_member_named check ((member_id is null) = (name_zh is not null)),
    constraint household_member_head check (relation <> 'SELF' or member_id is not null)
  );
  create unique index household_member_one_head on household_member (household_id) where relation = 'SELF';
  create unique index household_member_one_open on household_member (identity_hash) where held;
  create index household_member_by_member on household_member (member_id) where member_id is not null;
`;

/** Files that exist already get the household of their head, of which nothing else is known. */
const FILE = `
  insert into household (id, head_member_id, district_code, scope_path, version)
    select id, head_member_id, district_code, scope_path, 1 from hardship_file where status <> 'DRAFT';
  alter table hardship_file
    add column household_id uuid constraint hardship_file_household references household,
    add column opened_by uuid,
    add column evidence_ref text constraint hardship_file_evidence check (length(evidence_ref) between 1 and 200),
    add column income_proven_at timestamptz,
    add column review_due_on date,
    add column approved_by text,
    add column approved_at timestamptz;
  update hardship_file set household_id = id where status <> 'DRAFT';
  update hardship_file set review_due_on = last_day(active_from, 365) where status in ('ACTIVE', 'REVIEW_DUE');
  alter table hardship_file
    add constraint hardship_file_household_known check (status in ('DRAFT', 'REJECTED') or household_id is not null),
    add constraint hardship_file_approved check (approved_by is null or approved_by <> opened_by::text),
    add constraint hardship_file_review check (status <> 'ACTIVE' or review_due_on is not null);
  create unique index hardship_file_one_household on hardship_file (household_id) where status not in ('EXITED', 'REJECTED');
`;

const VERIFICATION = `
  create table home_visit (
    id uuid constraint home_visit_pk primary key,
    file_id uuid not null constraint home_visit_file references hardship_file,
    visitor_ids uuid[] not null constraint home_visit_visitors check (cardinality(visitor_ids) >= 2),
    visited_at date not null,
    findings text not null constraint home_visit_findings check (length(findings) between 1 and 2000),
    recorded_by text not null
  );
  create index home_visit_by_file on home_visit (file_id, visited_at, id);

  create table income_evidence (
    id uuid constraint income_evidence_pk primary key,
    file_id uuid not null constraint income_evidence_file references hardship_file,
    earner_id uuid not null constraint income_evidence_of references household_member,
    monthly_income_fen bigint not null constraint income_evidence_income check (monthly_income_fen between 0 and 1000000000000000),
    document text not null constraint income_evidence_document check (length(document) between 1 and 200),
    submitted_by text not null,
    submitted_at timestamptz not null
  );
  create index income_evidence_by_file on income_evidence (file_id, submitted_at);
  revoke update on home_visit, income_evidence from warmth_fund_app;
`;

const NOTICE = `
  create table public_notice (
    id uuid constraint public_notice_pk primary key,
    file_id uuid not null constraint public_notice_file references hardship_file constraint public_notice_once unique,
    from_day date not null,
    to_day date not null,
    masked_name text not null constraint public_notice_masked check (masked_name ~ '^[^*]{1,2}[*]{2}$'),
    category text not null constraint public_notice_category check (category in ('SUBSISTENCE', 'NEAR_SUBSISTENCE', 'ACCIDENT')),
    constraint public_notice_days check (from_day < to_day)
  );
  create index public_notice_by_day on public_notice (to_day, id);
  revoke update on public_notice from warmth_fund_app;

  create table objection (
    id uuid constraint objection_pk primary key,
    notice_id uuid not null constraint objection_notice references public_notice,
    person_id uuid not null,
    reason text not null constraint objection_reason check (length(reason) between 1 and 2000),
    at timestamptz not null,
    outcome text constraint objection_outcome check (outcome in ('UPHELD', 'DISMISSED')),
    decision text,
    decided_by text,
    decided_at timestamptz,
    version int not null,
    constraint objection_once unique (notice_id, person_id),
    constraint objection_decided check (num_nulls(outcome, decision, decided_by, decided_at) in (0, 4)),
    constraint objection_decided_by_another check (decided_by <> person_id::text)
  );
  revoke update on objection from warmth_fund_app;
  grant update (outcome, decision, decided_by, decided_at, version, person_id) on objection to warmth_fund_app;
`;

/** FND-INV-4: while a file is open its household's persons are held, and a person is held once, by the identity number's hash. */
const ONE_OPEN = `
  create function file_holds_household() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    update household_member m set held = exists (select from hardship_file f where f.household_id = m.household_id
        and f.status not in ('EXITED', 'REJECTED'))
      where m.household_id = new.household_id;
    return null;
  end $$;
  create trigger file_holds_household after insert or update of status, household_id on hardship_file for each row
    execute function file_holds_household();

  create function member_is_held() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    new.held := exists (select from hardship_file f where f.household_id = new.household_id
      and f.status not in ('EXITED', 'REJECTED'));
    return new;
  end $$;
  create trigger member_is_held before insert on household_member for each row execute function member_is_held();

  revoke insert, update on household_member from warmth_fund_app;
  grant insert (id, household_id, member_id, name_zh, relation, identity_hash, birth_date, monthly_income_fen, health, school_name),
    update (member_id, monthly_income_fen, health, school_name, name_zh) on household_member to warmth_fund_app;
`;
