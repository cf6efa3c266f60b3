import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemes with their rules as dated rows, and applications for aid with what each step of their life needs (S-36). */
export class DecideAid1772220000000 implements MigrationInterface {
  name = 'DecideAid1772220000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [SCHEME, CYCLE, APPLICATION, PER_CYCLE, LOSS]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table paid_loss;
      drop trigger aid_keeps_to_cycle on aid_application;
      drop function aid_keeps_to_cycle;
      drop index aid_application_by_household, aid_application_by_cycle, aid_application_by_age;
      alter table aid_application
        drop constraint aid_application_duties_apart, drop constraint aid_application_loss, drop constraint aid_application_budgeted,
        drop column household_id, drop column reason, drop column account_masked, drop column applied_by, drop column checked_by,
        drop column reviewed_by, drop column approved_by, drop column note, drop column loss_kind, drop column loss_on,
        drop column budget_id, drop column rule_version, drop column checked_at, drop column reasons;
      alter table aid_cycle drop constraint aid_cycle_apart, drop column version;
      alter table aid_scheme
        drop constraint aid_scheme_in_force_once, drop constraint aid_scheme_days, drop constraint aid_scheme_income,
        drop column needs_active_file, drop column max_per_capita_bp, drop column causes, drop column defined_by, drop column reason,
        drop column version,
        add constraint aid_scheme_code unique (code);
    `);
  }
}

const SCHEME = `
  alter table aid_scheme
    drop constraint aid_scheme_code,
    add column needs_active_file boolean not null default false,
    add column max_per_capita_bp int constraint aid_scheme_income check (max_per_capita_bp between 1 and 100000),
    add column causes text[] not null default '{}',
    add column defined_by text,
    add column reason text,
    add column version int not null default 1,
    add constraint aid_scheme_days check (valid_to is null or valid_from <= valid_to),
    add constraint aid_scheme_in_force_once exclude using gist (code with =, daterange(valid_from, valid_to, '[]') with &&);
  update aid_scheme set needs_active_file = code in ('LIVING', 'MEDICAL', 'SCHOOLING');
`;

const CYCLE = `
  alter table aid_cycle
    add column version int not null default 1,
    add constraint aid_cycle_apart exclude using gist (scheme_id with =, daterange(from_day, to_day, '[]') with &&);
`;

const APPLICATION = `
  alter table aid_application
    add column household_id uuid constraint aid_application_household references household,
    add column reason text constraint aid_application_reason check (length(reason) between 1 and 1000),
    add column account_masked text,
    add column applied_by text,
    add column checked_by text,
    add column reviewed_by text,
    add column approved_by text,
    add column note text constraint aid_application_note check (length(note) between 1 and 1000),
    add column loss_kind text constraint aid_application_loss_kind check (loss_kind in ('HOME_FIRE', 'DISABILITY', 'DEATH', 'OTHER')),
    add column loss_on date,
    add column budget_id uuid constraint aid_application_budget references budget,
    add column rule_version text,
    add column checked_at timestamptz,
    add column reasons text[] not null default '{}',
    add constraint aid_application_loss check ((loss_kind is null) = (loss_on is null)),
    add constraint aid_application_budgeted check (budget_id is null or approved_fen is not null),
    add constraint aid_application_duties_apart check (approved_by <> reviewed_by and approved_by <> applied_by
      and approved_by <> member_id::text and reviewed_by <> member_id::text);
  update aid_application a set household_id = f.household_id from hardship_file f where f.id = a.file_id;
  create index aid_application_by_cycle on aid_application (cycle_id, status);
  create index aid_application_by_household on aid_application (coalesce(household_id, member_id), cycle_id);
  create index aid_application_by_age on aid_application (applied_at, id);
`;

/** FND-INV-5: so many applications of one household are approved in one cycle as the scheme allows, also at the same moment. */
const PER_CYCLE = `
  create function aid_keeps_to_cycle() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    most int;
    approved int;
  begin
    if new.status not in ('APPROVED', 'PAYABLE', 'PAID', 'CLOSED') then
      return null;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('aid:' || new.cycle_id || coalesce(new.household_id, new.member_id), 0));
    select s.per_cycle into most from aid_cycle c join aid_scheme s on s.id = c.scheme_id where c.id = new.cycle_id;
    select count(*) into approved from aid_application a
      where coalesce(a.household_id, a.member_id) = coalesce(new.household_id, new.member_id) and a.cycle_id = new.cycle_id
        and a.status in ('APPROVED', 'PAYABLE', 'PAID', 'CLOSED');
    if approved > most then
      raise exception 'application % is the %th of its household in cycle %', new.id, approved, new.cycle_id
        using errcode = 'check_violation', constraint = 'aid_application_per_cycle', table = 'aid_application';
    end if;
    return null;
  end $$;
  create trigger aid_keeps_to_cycle after insert or update of status on aid_application for each row execute function aid_keeps_to_cycle();
`;

/** FND-INV-5: a loss that one book pays for is not paid out of another. */
const LOSS = `
  create table paid_loss (
    member_id uuid not null,
    kind text not null constraint paid_loss_kind check (kind in ('HOME_FIRE', 'DISABILITY', 'DEATH', 'OTHER')),
    happened_on date not null,
    book text not null,
    source_type text not null,
    source_id uuid not null,
    id uuid not null constraint paid_loss_pk primary key,
    constraint paid_loss_once unique (member_id, source_type, source_id),
    constraint paid_loss_one_book exclude using gist (member_id with =, kind with =, happened_on with =, book with <>)
  );
  create index paid_loss_by_source on paid_loss (source_type, source_id);
  grant delete on paid_loss to warmth_fund_app;
`;
