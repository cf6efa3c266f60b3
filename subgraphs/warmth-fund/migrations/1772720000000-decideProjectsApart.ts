import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who decided on the applications for a project, which is nobody who entered or evaluated one (FND-INV-6). Projects that were awarded
 * before have nobody. Every step of a project locks its row first, so the check sees every evaluation.
 */
export class DecideProjectsApart1772720000000 implements MigrationInterface {
  name = 'DecideProjectsApart1772720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_project
        add column decided_by text,
        add constraint service_project_decided check (decided_by is null or status not in ('CALL', 'APPLIED', 'EVALUATED'));
      create function check_decided_apart() returns trigger language plpgsql as $$
        begin
          if exists (
            select from project_application a
              where a.project_id = new.id and (a.recorded_by = new.decided_by or exists (
                select from project_evaluation e where e.application_id = a.id and e.evaluator_id::text = new.decided_by)))
          then
            raise exception 'who entered or evaluated an application decides' using errcode = '23514', constraint = 'service_project_decided_apart';
          end if;
          return new;
        end $$;
      create trigger decided_apart before insert or update of decided_by on service_project
        for each row when (new.decided_by is not null) execute function check_decided_apart();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger decided_apart on service_project;
      drop function check_decided_apart;
      alter table service_project drop column decided_by;
    `);
  }
}
