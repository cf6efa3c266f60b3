import type { MigrationInterface, QueryRunner } from 'typeorm';

/** FND-INV-7: money moves between two books by two linked entries, one in each, that both sides have approved. */
export class CreateBookTransfer1772102000000 implements MigrationInterface {
  name = 'CreateBookTransfer1772102000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [TABLE, LINKED]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table book_transfer; drop function transfer_is_linked');
  }
}

const TABLE = `
  create table book_transfer (
    id uuid constraint book_transfer_pk primary key,
    from_fund_id uuid not null constraint book_transfer_from references fund,
    to_fund_id uuid not null constraint book_transfer_to references fund,
    amount_fen bigint not null constraint book_transfer_amount check (amount_fen between 1 and 1000000000000000),
    purpose text not null constraint book_transfer_purpose check (length(purpose) between 1 and 500),
    status text not null constraint book_transfer_status check (status in ('REQUESTED', 'POSTED', 'REJECTED')),
    requested_by text not null,
    requested_at timestamptz not null,
    from_approved_by text,
    to_approved_by text,
    rejected_by text,
    reason text,
    out_entry_id uuid constraint book_transfer_out_once unique constraint book_transfer_out references journal_entry,
    in_entry_id uuid constraint book_transfer_in_once unique constraint book_transfer_in references journal_entry,
    version int not null,
    constraint book_transfer_two_books check (from_fund_id <> to_fund_id),
    constraint book_transfer_both_sides check (status <> 'POSTED' or num_nulls(from_approved_by, to_approved_by) = 0),
    constraint book_transfer_both_entries check (num_nonnulls(out_entry_id, in_entry_id) = case status when 'POSTED' then 2 else 0 end),
    constraint book_transfer_rejected check ((status = 'REJECTED') = (num_nulls(rejected_by, reason) = 0)),
    constraint book_transfer_duties_apart check (
      from_approved_by <> requested_by and to_approved_by <> requested_by and from_approved_by <> to_approved_by
    )
  );
  create index book_transfer_by_age on book_transfer (requested_at, id);
`;

/** A posted transfer names an entry of its own in each of its two books, and both move its amount through the bank. */
const LINKED = `
  create function transfer_is_linked() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    linked int;
  begin
    select count(*) into linked
      from (values (new.out_entry_id, new.from_fund_id, 'CREDIT'), (new.in_entry_id, new.to_fund_id, 'DEBIT')) as half (entry_id, fund_id, side)
      join journal_entry e on e.id = half.entry_id and (e.source_subgraph, e.source_type, e.source_id) = ('warmth-fund', 'BookTransfer', new.id::text)
      join ledger_account a on a.fund_id = half.fund_id and a.cash
      join posting p on (p.entry_id, p.account_id, p.side, p.amount_fen) = (e.id, a.id, half.side, new.amount_fen);
    if linked <> 2 then
      raise exception 'transfer % is not two linked entries', new.id
        using errcode = 'check_violation', constraint = 'book_transfer_linked', table = 'book_transfer';
    end if;
    return null;
  end $$;
  create constraint trigger transfer_is_linked after insert or update on book_transfer deferrable initially deferred
    for each row when (new.status = 'POSTED') execute function transfer_is_linked();
`;
