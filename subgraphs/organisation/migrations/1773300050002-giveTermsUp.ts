import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A term of staff that never began: it ends on the day before its first day, and is no earlier term. A new term begins after every term that is kept,
 * also where one that never began lies between.
 */
export class GiveTermsUp1773300050002 implements MigrationInterface {
  name = 'GiveTermsUp1773300050002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table staff_member
        drop constraint staff_days,
        add constraint staff_days check (left_at >= hired_at - 1 and probation_until > hired_at);

      create or replace function keep_staff_term() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if (old.left_at >= old.hired_at and new.hired_at <= old.left_at)
          or exists (select from staff_term t where t.staff_member_id = old.id and t.left_at >= new.hired_at) then
          raise exception 'a term begins after the last one' using errcode = '23514', constraint = 'staff_term_after_last';
        end if;
        if old.left_at >= old.hired_at then
          insert into staff_term (staff_member_id, role, employer, union_id, hired_at, left_at)
            values (old.id, old.role, old.employer, old.union_id, old.hired_at, old.left_at);
        end if;
        return new;
      end $$;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update staff_member set left_at = hired_at where left_at < hired_at;
      alter table staff_member
        drop constraint staff_days,
        add constraint staff_days check (left_at >= hired_at and probation_until > hired_at);

      create or replace function keep_staff_term() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if new.hired_at <= old.left_at then
          raise exception 'a term begins after the last one' using errcode = '23514', constraint = 'staff_term_after_last';
        end if;
        insert into staff_term (staff_member_id, role, employer, union_id, hired_at, left_at)
          values (old.id, old.role, old.employer, old.union_id, old.hired_at, old.left_at);
        return new;
      end $$;`);
  }
}
