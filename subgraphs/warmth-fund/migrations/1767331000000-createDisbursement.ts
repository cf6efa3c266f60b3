import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDisbursement1767331000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const step of [DISBURSEMENT, PENDING_TRANSFER]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table pending_transfer, disbursement');
    await runner.query('drop function transfer_moves_pending');
  }
}

const DISBURSEMENT = `
  create table disbursement (
    id uuid constraint disbursement_pk primary key,
    fund_id uuid not null constraint disbursement_fund references fund,
    source_subgraph text not null,
    source_type text not null,
    source_id text not null,
    payee_kind text not null constraint disbursement_payee_kind check (payee_kind = 'MEMBER'),
    member_id uuid not null,
    account_masked text not null,
    amount_fen bigint not null constraint disbursement_amount check (amount_fen between 1 and 1000000000000000),
    status text not null constraint disbursement_status
      check (status in ('REQUESTED', 'RESERVED', 'APPROVED', 'SENT', 'SETTLED', 'VOIDED', 'FAILED', 'RETURNED')),
    created_by text not null,
    created_at timestamptz not null,
    approved_by text,
    paid_by text,
    paid_at timestamptz,
    paid_on date generated always as ((paid_at at time zone 'Asia/Shanghai')::date) stored,
    failure_reason text,
    scope_path text not null,
    district_code text generated always as (substring(scope_path from '^/city/([0-9]{6})/')) stored,
    version int not null,
    constraint disbursement_approved check (status in ('REQUESTED', 'RESERVED', 'VOIDED') or approved_by is not null),
    constraint disbursement_sent check (status not in ('SENT', 'SETTLED', 'FAILED', 'RETURNED') or paid_by is not null),
    constraint disbursement_paid check ((status in ('SETTLED', 'RETURNED')) = (paid_at is not null)),
    constraint disbursement_failed check (status not in ('FAILED', 'RETURNED') or failure_reason is not null),
    constraint disbursement_duties_apart check (
      approved_by <> created_by and paid_by <> created_by and paid_by <> approved_by
      and created_by <> member_id::text and approved_by <> member_id::text and paid_by <> member_id::text
    )
  );
  create unique index disbursement_one_live_source on disbursement (source_subgraph, source_type, source_id)
    where status not in ('VOIDED', 'RETURNED');
  create index disbursement_by_source on disbursement (source_subgraph, source_type, source_id, created_at);
  create index disbursement_by_member on disbursement (member_id, created_at);
  create index disbursement_by_age on disbursement (created_at, id);
  create index disbursement_waiting on disbursement (fund_id, created_at, id) where status = 'REQUESTED';
  create index disbursement_paid_in_district on disbursement (district_code, paid_on) include (amount_fen)
    where status = 'SETTLED' and source_type = 'AidApplication';
`;

/** FND-INV-3: money set aside on an account, which is paid out or released exactly once. */
const PENDING_TRANSFER = `
  create table pending_transfer (
    disbursement_id uuid constraint pending_transfer_pk primary key constraint pending_transfer_disbursement references disbursement,
    account_id uuid not null constraint pending_transfer_account references ledger_account,
    amount_fen bigint not null constraint pending_transfer_amount check (amount_fen > 0),
    status text not null constraint pending_transfer_status check (status in ('PENDING', 'POSTED', 'VOIDED')),
    entry_id uuid constraint pending_transfer_entry references journal_entry deferrable initially deferred,
    constraint pending_transfer_posted check ((status = 'POSTED') = (entry_id is not null))
  );
  create index pending_transfer_by_account on pending_transfer (account_id) where status = 'PENDING';

  create function transfer_moves_pending() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
  begin
    if tg_op = 'UPDATE' and (old.status <> 'PENDING' or new.status = 'PENDING'
        or (new.disbursement_id, new.account_id, new.amount_fen)
          is distinct from (old.disbursement_id, old.account_id, old.amount_fen)) then
      raise exception 'pending transfer % is % and cannot become %', old.disbursement_id, old.status, new.status
        using errcode = 'check_violation', constraint = 'pending_transfer_resolves_once', table = 'pending_transfer';
    end if;
    update ledger_account
      set pending_fen = pending_fen
        + case
            when tg_op = 'UPDATE' then -new.amount_fen
            when new.status = 'PENDING' then new.amount_fen
            else 0
          end
      where id = new.account_id;
    return null;
  end $$;
  create trigger transfer_moves_pending after insert or update on pending_transfer for each row execute function transfer_moves_pending();
`;
