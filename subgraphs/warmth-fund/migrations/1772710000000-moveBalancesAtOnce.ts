import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Postings of one statement move each account once. Row by row, a statement with thousands of postings changed the same few accounts
 * thousands of times, and every change had to pass all versions of the row that the transaction had made before.
 */
export class MoveBalancesAtOnce1772710000000 implements MigrationInterface {
  name = 'MoveBalancesAtOnce1772710000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [POSTINGS_MOVE_BALANCES, TRANSFER_MOVES_PENDING]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const step of [POSTING_MOVES_BALANCE, TRANSFER_ALWAYS_UPDATES]) await runner.query(step);
  }
}

/** An entry's day is looked up by its id, never by a join: a plan made for many postings would read the whole journal for two. */
const POSTINGS_MOVE_BALANCES = `
  drop trigger posting_moves_balance on posting;
  drop function posting_moves_balance;
  create function postings_move_balances() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    update ledger_account a
      set posted_fen = a.posted_fen + case a.normal_side when 'DEBIT' then moved.fen else -moved.fen end
      from (
        select account_id, sum(case side when 'DEBIT' then amount_fen else -amount_fen end)::bigint as fen
        from written group by account_id
      ) as moved
      where a.id = moved.account_id;
    insert into account_day (account_id, day, debit_fen, credit_fen)
      select line.account_id, line.day,
        coalesce(sum(line.amount_fen) filter (where line.side = 'DEBIT'), 0)::bigint,
        coalesce(sum(line.amount_fen) filter (where line.side = 'CREDIT'), 0)::bigint
      from (select w.*, (select e.posted_on from journal_entry e where e.id = w.entry_id) as day from written w) as line
      group by line.account_id, line.day
      order by line.account_id, line.day
      on conflict on constraint account_day_pk do update
        set debit_fen = account_day.debit_fen + excluded.debit_fen, credit_fen = account_day.credit_fen + excluded.credit_fen;
    return null;
  end $$;
  create trigger postings_move_balances after insert on posting referencing new table as written
    for each statement execute function postings_move_balances();
`;

const transferMovesPending = (paidAlready: string): string => `
  create or replace function transfer_moves_pending() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
  begin
    if tg_op = 'UPDATE' and (old.status <> 'PENDING' or new.status = 'PENDING'
        or (new.disbursement_id, new.account_id, new.amount_fen)
          is distinct from (old.disbursement_id, old.account_id, old.amount_fen)) then
      raise exception 'pending transfer % is % and cannot become %', old.disbursement_id, old.status, new.status
        using errcode = 'check_violation', constraint = 'pending_transfer_resolves_once', table = 'pending_transfer';
    end if;
    ${paidAlready}
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
`;

/** What was paid already is set aside no more: the account stays as it is. */
const TRANSFER_MOVES_PENDING = transferMovesPending(`if tg_op = 'INSERT' and new.status <> 'PENDING' then return null; end if;`);
const TRANSFER_ALWAYS_UPDATES = transferMovesPending('');

const POSTING_MOVES_BALANCE = `
  drop trigger postings_move_balances on posting;
  drop function postings_move_balances;
  create function posting_moves_balance() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
  begin
    update ledger_account
      set posted_fen = posted_fen + case when normal_side = new.side then new.amount_fen else -new.amount_fen end
      where id = new.account_id;
    insert into account_day (account_id, day, debit_fen, credit_fen)
      select new.account_id, posted_on,
        case new.side when 'DEBIT' then new.amount_fen else 0 end, case new.side when 'CREDIT' then new.amount_fen else 0 end
      from journal_entry where id = new.entry_id
      on conflict on constraint account_day_pk do update
        set debit_fen = account_day.debit_fen + excluded.debit_fen, credit_fen = account_day.credit_fen + excluded.credit_fen;
    return null;
  end $$;
  create trigger posting_moves_balance after insert on posting for each row execute function posting_moves_balance();
`;
