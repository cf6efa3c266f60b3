import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Firms under contract, their lawyers, who is on duty where, and who asked to be relieved (S-51, MED-INV-2). */
export class CreateRosters1771200013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [CONTRACTS, SHIFTS, CONTRACTED, SWAPS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table duty_swap;
      drop trigger contracted on duty_shift;
      drop function check_contracted;
      delete from duty_shift where cancelled_at is not null;
      alter table duty_shift drop constraint duty_shift_one_place, drop constraint duty_shift_one_day,
        drop column cancelled_at, drop column cancel_reason, drop column version;
      alter table duty_shift
        add constraint duty_shift_one_place exclude using gist (lawyer_id with =, tstzrange(start_at, end_at) with &&);
      drop trigger served on service_contract;
      drop function keep_served;
      drop table service_contract_org;
      alter table lawyer drop column appointed_on, drop column left_on, drop column version;`);
  }
}

const CONTRACTS = `
  alter table lawyer add column appointed_on date, add column left_on date, add column version int not null default 1,
    add constraint lawyer_left check (left_on >= appointed_on);

  -- Where a contract sends lawyers, one row for each organisation: a firm serves one under one contract at a time.
  create table service_contract_org (
    contract_id uuid not null constraint service_contract_org_contract references service_contract,
    org_id uuid not null constraint service_contract_org_org references mediation_org,
    firm_id uuid not null,
    from_on date not null,
    to_on date not null,
    constraint service_contract_org_pk primary key (contract_id, org_id),
    constraint service_contract_org_one exclude using gist (firm_id with =, org_id with =, daterange(from_on, to_on, '[]') with &&)
  );
  create index service_contract_org_of_org on service_contract_org (org_id, from_on);
  create function keep_served() returns trigger language plpgsql as $$
    begin
      insert into service_contract_org (contract_id, org_id, firm_id, from_on, to_on)
        select new.id, served.org_id, new.firm_id, new.from_on, new.to_on from unnest(new.org_ids) as served(org_id);
      return null;
    end $$;
  create trigger served after insert on service_contract for each row execute function keep_served();
  insert into service_contract_org (contract_id, org_id, firm_id, from_on, to_on)
    select c.id, served.org_id, c.firm_id, c.from_on, c.to_on from service_contract c, unnest(c.org_ids) as served(org_id);
  revoke update on service_contract, service_contract_org from mediation_app;`;

const SHIFTS = `
  alter table duty_shift drop constraint duty_shift_one_place,
    add column cancelled_at timestamptz,
    add column cancel_reason text constraint duty_shift_reason check (length(cancel_reason) between 1 and 500),
    add column version int not null default 1,
    add constraint duty_shift_cancelled check ((cancelled_at is null) = (cancel_reason is null)),
    add constraint duty_shift_one_day check (civil_day(start_at) = civil_day(end_at - interval '1 second')),
    add constraint duty_shift_one_place exclude using gist (lawyer_id with =, tstzrange(start_at, end_at) with &&)
      where (cancelled_at is null);
  create index duty_shift_of_org on duty_shift (org_id, (civil_day(start_at))) where cancelled_at is null;`;

const CONTRACTED = `
  -- Only a lawyer whose firm is under contract for the place on the day is on duty there (S-51).
  create function check_contracted() returns trigger language plpgsql as $$
    begin
      if new.cancelled_at is null and not exists (
        select from lawyer l join service_contract_org s on s.firm_id = l.firm_id
        where l.id = new.lawyer_id and s.org_id = new.org_id and civil_day(new.start_at) between s.from_on and s.to_on
          and civil_day(new.start_at) >= coalesce(l.appointed_on, '-infinity') and civil_day(new.start_at) <= coalesce(l.left_on, 'infinity'))
      then
        raise exception 'a lawyer on duty without a contract' using errcode = '23514', constraint = 'duty_shift_contracted';
      end if;
      return new;
    end $$;
  create trigger contracted before insert or update of lawyer_id on duty_shift for each row execute function check_contracted();`;

const SWAPS = `
  create table duty_swap (
    id uuid constraint duty_swap_pk primary key,
    shift_id uuid not null constraint duty_swap_shift references duty_shift,
    asked_by_id uuid not null constraint duty_swap_asked_by references lawyer,
    asked_of_id uuid constraint duty_swap_asked_of references lawyer,
    reason text not null constraint duty_swap_reason check (length(reason) between 1 and 500),
    asked_at timestamptz not null,
    status text not null constraint duty_swap_status check (status in ('ASKED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')),
    taken_by_id uuid constraint duty_swap_taken_by references lawyer,
    decided_at timestamptz,
    version int not null,
    constraint duty_swap_decided check ((status = 'ASKED') = (decided_at is null)),
    constraint duty_swap_taken check ((status = 'ACCEPTED') = (taken_by_id is not null)),
    constraint duty_swap_other check (asked_of_id <> asked_by_id and taken_by_id <> asked_by_id)
  );
  create unique index duty_swap_one_open on duty_swap (shift_id) where status = 'ASKED';
  create index duty_swap_latest on duty_swap (asked_at desc, id desc);
  create index duty_swap_of_shift on duty_swap (shift_id);`;
