import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sponsorship belongs to an application and is paid in instalments: never more than its total, and only while the member studies (SKL-INV-8). */
export class PaySponsorship1771300000004 implements MigrationInterface {
  name = 'PaySponsorship1771300000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table sponsorship drop constraint sponsorship_total, add constraint sponsorship_total check (total_fen >= 0),
        add column application_id uuid constraint sponsorship_application references degree_application,
        add column approved_by uuid,
        add column stopped_because text,
        add constraint sponsorship_of_application unique (application_id),
        add constraint sponsorship_has_application check (application_id is not null) not valid,
        add constraint sponsorship_stopped check (status = 'STOPPED' or stopped_because is null);
      create table sponsorship_instalment (
        id uuid constraint sponsorship_instalment_pk primary key,
        sponsorship_id uuid not null constraint sponsorship_instalment_of references sponsorship,
        position int not null,
        due_on date not null,
        amount_fen bigint not null constraint sponsorship_instalment_amount check (amount_fen > 0),
        status text not null constraint sponsorship_instalment_status check
          (status in ('PLANNED', 'PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'RETURNED', 'CANCELLED')),
        released_by uuid,
        released_at timestamptz,
        disbursement_id uuid,
        disbursement_version int,
        payment_failure text,
        paid_at timestamptz,
        version int not null default 1,
        constraint sponsorship_instalment_once unique (sponsorship_id, position),
        constraint sponsorship_instalment_released check ((status in ('PLANNED', 'CANCELLED')) = (released_at is null)
          and (released_at is null) = (released_by is null)),
        constraint sponsorship_instalment_paid check ((status = 'PAID') = (paid_at is not null)),
        constraint sponsorship_instalment_disbursement check ((disbursement_id is null) = (disbursement_version is null))
      );
    `);
    await runner.query(GUARDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table sponsorship_instalment;
      drop function check_instalments; drop function check_release;
      alter table sponsorship drop constraint sponsorship_stopped, drop constraint sponsorship_has_application,
        drop column application_id, drop column approved_by, drop column stopped_because;
    `);
  }
}

const GUARDS = `
  create function check_instalments() returns trigger language plpgsql as $$
  declare total bigint; planned bigint;
  begin
    select total_fen into total from sponsorship where id = new.sponsorship_id for update;
    select coalesce(sum(amount_fen), 0) into planned from sponsorship_instalment
      where sponsorship_id = new.sponsorship_id and status <> 'CANCELLED';
    if planned > total then
      raise exception 'sponsorship % is worth % fen; its instalments make %', new.sponsorship_id, total, planned
        using errcode = 'check_violation', constraint = 'sponsorship_instalment_sum';
    end if;
    return null;
  end $$;
  create constraint trigger sponsorship_instalment_sum after insert or update of amount_fen, status on sponsorship_instalment
    for each row execute function check_instalments();

  create function check_release() returns trigger language plpgsql as $$
  begin
    perform from sponsorship s join degree_application a on a.id = s.application_id
      where s.id = new.sponsorship_id and s.status = 'ACTIVE' and a.status = 'STUDYING' for share of a;
    if not found then
      raise exception 'instalment % is not released: its student does not study', new.id
        using errcode = 'check_violation', constraint = 'sponsorship_instalment_studying';
    end if;
    return new;
  end $$;
  create trigger sponsorship_instalment_studying before update of status on sponsorship_instalment
    for each row when (old.status = 'PLANNED' and new.status = 'PAYMENT_REQUESTED') execute function check_release();`;
