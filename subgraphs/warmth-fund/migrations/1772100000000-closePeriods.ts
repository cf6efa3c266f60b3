import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Months of a book that are closed: no entry is posted into them any more, whoever writes it. */
export class ClosePeriods1772100000000 implements MigrationInterface {
  name = 'ClosePeriods1772100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table period_closing (
        id uuid constraint period_closing_pk primary key,
        book text not null
          constraint period_closing_book check (book in ('FOUNDATION', 'UNION_SERVICE', 'MUTUAL_AID', 'SKILLS', 'SOCIAL_PURCHASE')),
        month date not null constraint period_closing_month check (extract(day from month) = 1),
        turnover_fen bigint not null constraint period_closing_turnover check (turnover_fen >= 0),
        closed_by text not null,
        closed_at timestamptz not null,
        constraint period_closing_once unique (book, month),
        constraint period_closing_over check ((closed_at at time zone 'Asia/Shanghai')::date >= (month + interval '1 month')::date)
      );
      revoke update on period_closing from warmth_fund_app;

      create function entry_in_open_period() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        -- Entries of a book share this lock, and who closes a month holds it alone: an entry under way is in, or comes too late.
        perform pg_advisory_xact_lock_shared(hashtextextended('book:' || new.book, 0));
        if exists (
          select from period_closing where book = new.book
            and (month + interval '1 month')::date > (new.posted_at at time zone 'Asia/Shanghai')::date
        ) then
          raise exception 'journal entry % lies in a closed month of the book %', new.id, new.book
            using errcode = 'check_violation', constraint = 'journal_entry_period_open', table = 'journal_entry';
        end if;
        return new;
      end $$;
      create trigger entry_in_open_period before insert on journal_entry for each row execute function entry_in_open_period();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger entry_in_open_period on journal_entry;
      drop function entry_in_open_period;
      drop table period_closing;
    `);
  }
}
