import type { MigrationInterface, QueryRunner } from 'typeorm';

/** FND-INV-8 from the beginning: an application asks for no more than its call offers. The project's budget is the award's amount later on. */
export class AskWithinCall1772802000000 implements MigrationInterface {
  name = 'AskWithinCall1772802000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function application_within_call() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        if new.status = 'SUBMITTED' and new.requested_fen > (select p.budget_fen from service_project p where p.id = new.project_id) then
          raise exception 'application % asks for % fen, more than its call offers', new.id, new.requested_fen
            using errcode = 'check_violation', constraint = 'project_application_within_call', table = 'project_application';
        end if;
        return new;
      end $$;
      create trigger application_within_call before insert on project_application for each row execute function application_within_call();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger application_within_call on project_application; drop function application_within_call');
  }
}
