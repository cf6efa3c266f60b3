import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was absent from the examination (缺考) has no score: it is not one of 0 points (S-62). */
export class TellExamAbsence1771330020005 implements MigrationInterface {
  name = 'TellExamAbsence1771330020005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table degree_application add column exam_absent boolean not null default false,
        drop constraint degree_application_taken,
        add constraint degree_application_taken check (status = 'WITHDRAWN'
          or (status in (${BEFORE_EXAM})) = (exam_score is null and not exam_absent)),
        add constraint degree_application_absent check (not exam_absent
          or (exam_score is null and exam_no is not null and status in ('EXAM_TAKEN', 'SCORE_FAILED', 'WITHDRAWN')))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update degree_application set exam_score = 0, exam_absent = false where exam_absent;
      alter table degree_application drop constraint degree_application_absent, drop constraint degree_application_taken,
        drop column exam_absent,
        add constraint degree_application_taken check (status = 'WITHDRAWN' or (status in (${BEFORE_EXAM})) = (exam_score is null))`);
  }
}

const BEFORE_EXAM = "'NOMINATED', 'ELIGIBLE', 'INELIGIBLE', 'EXAM_REGISTERED'";
