import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Programmes of study that the degree plan leads to, and the scores that their entrance examination asks for (S-62). */
export class CreateDegreeProgramme1771020001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table degree_programme (
        id uuid constraint degree_programme_pk primary key,
        institution_id uuid not null constraint degree_programme_institution references institution,
        major_zh text not null,
        terms int not null constraint degree_programme_terms check (terms between 1 and 20),
        credits_required int not null constraint degree_programme_credits check (credits_required between 1 and 1000),
        tuition_fen bigint not null constraint degree_programme_tuition check (tuition_fen >= 0),
        version int not null default 1,
        constraint degree_programme_once unique (institution_id, major_zh)
      );
      create index degree_programme_by_major on degree_programme (major_zh, id);

      create table score_line (
        programme_id uuid not null constraint score_line_programme references degree_programme,
        year int not null constraint score_line_year check (year between 2011 and 2100),
        line int not null constraint score_line_value check (line >= 1),
        set_by uuid not null,
        set_at timestamptz not null,
        constraint score_line_pk primary key (programme_id, year)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table score_line, degree_programme');
  }
}
