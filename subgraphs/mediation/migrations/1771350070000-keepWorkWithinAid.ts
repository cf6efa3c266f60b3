import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Work is recorded of days on which the aid held, whoever writes it: from its grant to its end. A mediation that time fails is over as a day begins, so that
 * the aid that ends with it was given until the day before.
 */
export class KeepWorkWithinAid1771350070000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function check_legal_aid_span() returns trigger language plpgsql as $$
      begin
        if not exists (select from legal_aid_grant g join mediation_case c on c.id = g.case_id where g.id = new.grant_id
            and new.worked_on between g.granted_on and least(civil_day(new.recorded_at),
              case when g.ended_with_case and civil_day(c.failed_at) = g.ended_on then civil_day(c.failed_at - interval '1 millisecond')
                else g.ended_on end)) then
          raise exception 'work on %, when no aid was given', new.worked_on using errcode = '23514', constraint = 'legal_aid_work_in_aid';
        end if;
        return new;
      end $$;
      create trigger in_aid before insert on legal_aid_work for each row execute function check_legal_aid_span();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger in_aid on legal_aid_work; drop function check_legal_aid_span;');
  }
}
