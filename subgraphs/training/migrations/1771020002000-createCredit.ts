import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The credit bank (S-58): what was stored is never changed but for its state, and is spent at most once (SKL-INV-2). */
export class CreateCredit1771020002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONVERSIONS);
    await runner.query(ENTRIES);
    await runner.query(SUMS);
    await runner.query(`
      revoke update on credit_conversion, credit_entry from training_app;
      grant update (member_id, status, decided_by, decided_at, reason, version) on credit_conversion to training_app;
      grant update (member_id, status, conversion_id, voided_by, voided_at, voided_reason, version) on credit_entry to training_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table credit_entry, credit_conversion; drop function check_conversion_sum');
  }
}

const CONVERSIONS = `
  create table credit_conversion (
    id uuid constraint credit_conversion_pk primary key,
    member_id uuid not null,
    programme_id uuid not null constraint credit_conversion_programme references degree_programme,
    credits int not null constraint credit_conversion_credits check (credits > 0),
    status text not null constraint credit_conversion_status check (status in ('REQUESTED', 'COMMITTED', 'RELEASED')),
    requested_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    reason text constraint credit_conversion_reason check ((reason is not null) = (status = 'RELEASED')),
    scope_path text not null,
    version int not null default 1,
    constraint credit_conversion_decided check ((status = 'REQUESTED') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
    constraint credit_conversion_of_member unique (id, member_id)
  );
  create index credit_conversion_by_member on credit_conversion (member_id, requested_at);
  create index credit_conversion_by_programme on credit_conversion (programme_id, requested_at);`;

/** A row follows its member when two records are merged; entries of a conversion follow with it. */
const ENTRIES = `
  create table credit_entry (
    id uuid constraint credit_entry_pk primary key,
    member_id uuid not null,
    institution_id uuid not null constraint credit_entry_institution references institution,
    source text not null constraint credit_entry_source check (source in ('COURSE', 'CERTIFICATE', 'NON_FORMAL')),
    enrolment_id uuid constraint credit_entry_enrolment references enrolment on delete set null,
    certificate_id uuid constraint credit_entry_certificate references certificate,
    credits int not null constraint credit_entry_credits check (credits > 0),
    earned_on date not null,
    ends_on date not null,
    evidence text not null,
    status text not null constraint credit_entry_status check (status in ('AVAILABLE', 'RESERVED', 'SPENT', 'VOIDED')),
    conversion_id uuid,
    voided_by uuid,
    voided_at timestamptz,
    voided_reason text,
    deposited_by uuid not null,
    deposited_at timestamptz not null,
    scope_path text not null,
    version int not null default 1,
    constraint credit_entry_earned_by check ((source = 'COURSE' or enrolment_id is null) and (source = 'CERTIFICATE') = (certificate_id is not null)),
    constraint credit_entry_days check (ends_on > earned_on),
    constraint credit_entry_converted check ((status in ('RESERVED', 'SPENT')) = (conversion_id is not null)),
    constraint credit_entry_voided check ((status = 'VOIDED') = (voided_at is not null) and (voided_at is null) = (voided_by is null)
      and (voided_at is null) = (voided_reason is null)),
    constraint credit_entry_conversion foreign key (conversion_id, member_id) references credit_conversion (id, member_id) on update cascade
  );
  create unique index credit_entry_enrolment_once on credit_entry (enrolment_id) where status <> 'VOIDED';
  create unique index credit_entry_certificate_once on credit_entry (certificate_id) where status <> 'VOIDED';
  create index credit_entry_by_member on credit_entry (member_id, earned_on);
  create index credit_entry_by_conversion on credit_entry (conversion_id);`;

/** A conversion is worth what its entries are, and they are in its state; checked when the transaction ends. */
const SUMS = `
  create function check_conversion_sum() returns trigger language plpgsql as $$
  declare
    checked uuid := case when tg_table_name = 'credit_conversion' then (to_jsonb(new) ->> 'id')::uuid
      else coalesce((to_jsonb(new) ->> 'conversion_id')::uuid, (to_jsonb(old) ->> 'conversion_id')::uuid) end;
    conversion credit_conversion; held bigint; stray bigint; wanted text;
  begin
    select * into conversion from credit_conversion where id = checked;
    if not found then return null; end if;
    wanted := case conversion.status when 'REQUESTED' then 'RESERVED' when 'COMMITTED' then 'SPENT' end;
    select coalesce(sum(credits), 0), count(*) filter (where status is distinct from wanted) into held, stray
      from credit_entry where conversion_id = checked;
    if stray > 0 or held <> (case when wanted is null then 0 else conversion.credits end) then
      raise exception 'conversion % is % and worth % credits; its entries hold %, % of them in another state',
        checked, conversion.status, conversion.credits, held, stray using errcode = 'check_violation', constraint = 'credit_conversion_sum';
    end if;
    return null;
  end $$;
  create constraint trigger credit_conversion_sum after insert or update of status on credit_conversion
    deferrable initially deferred for each row execute function check_conversion_sum();
  create constraint trigger credit_entry_sum after update of status, conversion_id on credit_entry
    deferrable initially deferred for each row execute function check_conversion_sum();`;
