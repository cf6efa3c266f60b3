import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Money that is bound to a scheme is used by the scheme's aid, or given back to its donor (S-17). No entry by hand takes it off the scheme's
 * account: it would be free then, and could be spent on anything.
 */
export class BindMoneyByHand1773400000000 implements MigrationInterface {
  name = 'BindMoneyByHand1773400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function bound_money_not_by_hand() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if exists (
          select from written w join ledger_account a on a.id = w.account_id and a.scheme_code is not null and a.normal_side <> w.side
          where (select e.source_type is null and e.reverses_id is null from journal_entry e where e.id = w.entry_id)
        ) then
          raise exception 'an entry by hand takes money that is bound to a scheme'
            using errcode = 'check_violation', constraint = 'bound_money_not_by_hand', table = 'posting';
        end if;
        return null;
      end $$;
      create trigger bound_money_not_by_hand after insert on posting referencing new table as written
        for each statement execute function bound_money_not_by_hand();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger bound_money_not_by_hand on posting; drop function bound_money_not_by_hand;');
  }
}
