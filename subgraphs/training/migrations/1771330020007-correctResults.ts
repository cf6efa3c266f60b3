import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A result that was recorded wrongly is corrected for some days; what it was before stays (2.3.2). */
export class CorrectResults1771330020007 implements MigrationInterface {
  name = 'CorrectResults1771330020007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table enrolment add column result_at timestamptz;
      create table result_correction (
        id uuid constraint result_correction_pk primary key,
        enrolment_id uuid not null constraint result_correction_enrolment references enrolment on delete cascade,
        result_before text not null constraint result_correction_before check (result_before in ('PASSED', 'FAILED', 'NO_SHOW')),
        score_before int,
        result text not null constraint result_correction_result check (result in ('PASSED', 'FAILED', 'NO_SHOW')),
        score int,
        reason text not null,
        corrected_by uuid not null,
        corrected_at timestamptz not null,
        constraint result_correction_changes check ((result, score) is distinct from (result_before, score_before)),
        constraint result_correction_no_show check ((result <> 'NO_SHOW' or score is null) and (result_before <> 'NO_SHOW' or score_before is null))
      );
      create index result_correction_of_enrolment on result_correction (enrolment_id, corrected_at, id);
      revoke update on result_correction from training_app;
      grant delete on result_correction to training_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table result_correction; alter table enrolment drop column result_at');
  }
}
