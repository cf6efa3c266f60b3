import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose dispute is whose work: the workers of a case with its mediator and lawyer, as mediation tells them by event. They read these
 * workers' records, and no others (C-19).
 */
export class CreateCaseWorker1770600010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table case_worker (
        case_id uuid not null,
        member_id uuid not null,
        person_id uuid not null,
        case_version int not null,
        constraint case_worker_pk primary key (case_id, member_id, person_id)
      );
      create index case_worker_by_member on case_worker (member_id, person_id);
      grant delete on case_worker to organisation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table case_worker');
  }
}
