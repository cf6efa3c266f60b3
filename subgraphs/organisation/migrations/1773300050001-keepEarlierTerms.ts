import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The earlier terms of who left the staff and was taken on again: a person has one record of staff by their one id. Written by a trigger, which also
 * holds that a new term begins after the last one.
 */
export class KeepEarlierTerms1773300050001 implements MigrationInterface {
  name = 'KeepEarlierTerms1773300050001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table staff_term (
        staff_member_id uuid not null constraint staff_term_staff references staff_member,
        role text not null,
        employer text not null,
        union_id uuid not null constraint staff_term_union references trade_union,
        hired_at date not null,
        left_at date not null,
        constraint staff_term_pk primary key (staff_member_id, hired_at),
        constraint staff_term_days check (left_at >= hired_at)
      );
      create index staff_term_by_union on staff_term (union_id);
      revoke update on staff_term from organisation_app;

      create function keep_staff_term() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if new.hired_at <= old.left_at then
          raise exception 'a term begins after the last one' using errcode = '23514', constraint = 'staff_term_after_last';
        end if;
        insert into staff_term (staff_member_id, role, employer, union_id, hired_at, left_at)
          values (old.id, old.role, old.employer, old.union_id, old.hired_at, old.left_at);
        return new;
      end $$;
      create trigger keep_staff_term before update on staff_member for each row
        when (old.status = 'LEFT' and new.status <> 'LEFT') execute function keep_staff_term();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger keep_staff_term on staff_member;
      drop function keep_staff_term;
      drop table staff_term;`);
  }
}
