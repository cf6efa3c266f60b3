import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Money that is bound to a scheme stays for it, whoever writes (S-17). A payout of the scheme sets aside what is bound to it on the scheme's own
 * account, too; what is left there is never more than what is left in the bank. So an entry by hand, a transfer between books, or a payout
 * for something else takes none of it, and money that a payout of the scheme holds already is not counted twice.
 */
export class KeepBoundMoney1772803000000 implements MigrationInterface {
  name = 'KeepBoundMoney1772803000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [OWN_MONEY, MOVES_BOTH, HELD_ALREADY, STAYS]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger bound_money_stays on ledger_account;
      drop function bound_money_stays;
      update ledger_account set pending_fen = 0 where scheme_code is not null;
      ${transferMovesPending('new.amount_fen', '')}
      alter table pending_transfer drop column scheme_account_id, drop column scheme_fen;
    `);
  }
}

const OWN_MONEY = `
  alter table pending_transfer
    add column scheme_account_id uuid constraint pending_transfer_scheme references ledger_account,
    add column scheme_fen bigint not null default 0 constraint pending_transfer_of_scheme
      check (scheme_fen between 0 and amount_fen and (scheme_account_id is null) = (scheme_fen = 0));
`;

const transferMovesPending = (fen: string, also: string): string => `
  create or replace function transfer_moves_pending() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
  begin
    if tg_op = 'UPDATE' and (old.status <> 'PENDING' or new.status = 'PENDING'
        or (to_jsonb(new) - '{status,entry_id}'::text[]) is distinct from (to_jsonb(old) - '{status,entry_id}'::text[])) then
      raise exception 'pending transfer % is % and cannot become %', old.disbursement_id, old.status, new.status
        using errcode = 'check_violation', constraint = 'pending_transfer_resolves_once', table = 'pending_transfer';
    end if;
    if tg_op = 'INSERT' and new.status <> 'PENDING' then return null; end if;
    update ledger_account set pending_fen = pending_fen + case when tg_op = 'UPDATE' then -${fen} else ${fen} end
      where id = new.account_id;
    ${also}
    return null;
  end $$;
`;

const MOVES_BOTH = transferMovesPending(
  'new.amount_fen',
  `if new.scheme_fen > 0 then
      update ledger_account set pending_fen = pending_fen + case when tg_op = 'UPDATE' then -new.scheme_fen else new.scheme_fen end
        where id = new.scheme_account_id;
    end if;`,
);

/** Payouts of a scheme that are under way hold its money, the oldest first. */
const HELD_ALREADY = `
  alter table pending_transfer disable trigger transfer_moves_pending;
  with held as (
    select t.disbursement_id, a.id as account_id, a.posted_fen, t.amount_fen,
      sum(t.amount_fen) over (partition by a.id order by d.created_at, d.id) - t.amount_fen as before
    from pending_transfer t
    join disbursement d on d.id = t.disbursement_id
    join aid_application x on x.id::text = d.source_id
    join aid_cycle c on c.id = x.cycle_id
    join aid_scheme s on s.id = c.scheme_id
    join ledger_account a on a.fund_id = d.fund_id and a.scheme_code = s.code
    where t.status = 'PENDING' and d.source_subgraph = 'warmth-fund' and d.source_type = 'AidApplication'
  )
  update pending_transfer t set scheme_account_id = held.account_id, scheme_fen = least(held.amount_fen, held.posted_fen - held.before)
    from held where held.disbursement_id = t.disbursement_id and held.posted_fen > held.before;
  alter table pending_transfer enable trigger transfer_moves_pending;
  update ledger_account a set pending_fen = held.fen
    from (select scheme_account_id as id, sum(scheme_fen) as fen from pending_transfer where status = 'PENDING' group by scheme_account_id) as held
    where held.id = a.id;
`;

/** Judged at the end of the transaction: an entry may move the bank and the account of the scheme one after the other. */
const STAYS = `
  create function bound_money_stays() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    in_bank bigint;
    bound bigint;
  begin
    perform from ledger_account where fund_id = new.fund_id and cash order by id for no key update;
    select coalesce(sum(posted_fen - pending_fen) filter (where cash), 0),
        coalesce(sum(posted_fen - pending_fen) filter (where scheme_code is not null), 0)
      into in_bank, bound from ledger_account where fund_id = new.fund_id and (cash or scheme_code is not null);
    if bound > in_bank then
      raise exception 'the fund % has % fen in the bank and % bound to schemes', new.fund_id, in_bank, bound
        using errcode = 'check_violation', constraint = 'bound_money_stays', table = 'ledger_account';
    end if;
    return null;
  end $$;
  create constraint trigger bound_money_stays after update on ledger_account deferrable initially deferred for each row
    when (new.cash and new.posted_fen - new.pending_fen < old.posted_fen - old.pending_fen
      or new.scheme_code is not null and new.posted_fen - new.pending_fen > old.posted_fen - old.pending_fen)
    execute function bound_money_stays();
`;
