import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Verifications of the access log and what they found. One person has one under way, and so has one part of the log. */
export class CreateLogVerification1770202000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table log_verification (
        id uuid constraint log_verification_pk primary key,
        requested_by text not null,
        part jsonb not null,
        state text not null constraint log_verification_state check (state in ('RUNNING', 'DONE', 'FAILED')),
        records int not null,
        total int,
        result jsonb,
        started_at timestamptz not null,
        -- When the process that runs it was heard of last.
        alive_at timestamptz not null,
        finished_at timestamptz,
        constraint log_verification_finished check ((state = 'RUNNING') = (finished_at is null) and (state = 'DONE') = (result is not null))
      );
      create unique index log_verification_of_person on log_verification (requested_by) where state = 'RUNNING';
      create unique index log_verification_of_part on log_verification (part) where state = 'RUNNING';
      create index log_verification_by_age on log_verification (started_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table log_verification');
  }
}
