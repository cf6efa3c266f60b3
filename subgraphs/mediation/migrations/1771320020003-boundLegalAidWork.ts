import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lawyer works no more than a day a day, whatever the number of grants and entries (S-39); what is recorded of one lawyer waits for each other. */
export class BoundLegalAidWork1771320020003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function check_legal_aid_day() returns trigger language plpgsql as $$
      declare worker uuid; total int;
      begin
        select g.lawyer_id into worker from legal_aid_grant g where g.id = new.grant_id;
        perform from lawyer l where l.id = worker for no key update;
        select coalesce(sum(w.minutes), 0) into total from legal_aid_work w join legal_aid_grant g on g.id = w.grant_id
          where g.lawyer_id = worker and w.worked_on = new.worked_on;
        if total + new.minutes > 1440 then
          raise exception 'more than a day of work on %', new.worked_on using errcode = '23514', constraint = 'legal_aid_work_of_day';
        end if;
        return new;
      end $$;
      create trigger of_day before insert on legal_aid_work for each row execute function check_legal_aid_day();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger of_day on legal_aid_work; drop function check_legal_aid_day;');
  }
}
