import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whom a teacher or venue manager has before them: who is on the list of an institution's sessions, or booked at a venue, as training and
 * venues tell it by event. They read these persons' names, and nothing else of their records (C-10, C-19).
 */
export class CreateServedPerson1771030000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table served_person (
        source text not null constraint served_person_source check (source in ('TRAINING', 'VENUES')),
        occasion_id uuid not null,
        member_id uuid not null,
        scope_path text collate "C" not null constraint served_person_scope_path check (scope_path ~ '^/.+/$'),
        served boolean not null,
        seen_version int not null,
        id uuid not null default gen_random_uuid() constraint served_person_key unique,
        constraint served_person_pk primary key (source, occasion_id)
      );
      create index served_person_by_member on served_person (member_id, source) where served;
      grant delete on served_person to organisation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table served_person');
  }
}
