import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Until the end of which day somebody works on a dispute: legal aid for a mediation ends with its last day, whether or not anything has told so since. And which
 * version of a case was told last stays known when nobody works on it any more, so that an older event gives nobody a right again.
 */
export class EndCaseWorkOnItsDay1773000000440 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table case_staffing (
        case_id uuid not null constraint case_staffing_pk primary key,
        seen_version int not null
      );
      insert into case_staffing select case_id, max(case_version) from case_worker group by case_id;
      alter table case_worker drop column case_version, add column last_day date;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table case_worker drop column last_day, add column case_version int;
      update case_worker w set case_version = coalesce((select s.seen_version from case_staffing s where s.case_id = w.case_id), 1);
      alter table case_worker alter column case_version set not null;
      drop table case_staffing;`);
  }
}
