import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An application can be withdrawn before the studies, too: by a worker who gives up, and the second one of records that were merged (S-62, C-16). */
export class WithdrawApplications1771310003022 implements MigrationInterface {
  name = 'WithdrawApplications1771310003022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      states(
        (rule) => `(status = 'WITHDRAWN' or ${rule})`,
        `(status = 'STOPPED' or (status = 'PROPOSED') = (approved_at is null))`,
      ),
    );
    await runner.query(`
      alter table degree_application add constraint degree_application_in_order check ((exam_no is not null or exam_score is null)
        and (exam_score is not null or admitted_at is null) and (admitted_at is not null or student_no is null)
        and (student_no is not null or starts_on is null));
      drop index degree_application_one_a_year;
      create unique index degree_application_one_a_year on degree_application (member_id, exam_year)
        where status <> 'INELIGIBLE' and not (status = 'WITHDRAWN' and exam_no is null)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // What was withdrawn before the studies has no state of before.
    await runner.query(`
      delete from sponsorship_instalment i using sponsorship s, degree_application a
        where i.sponsorship_id = s.id and s.application_id = a.id and a.status = 'WITHDRAWN' and a.starts_on is null;
      delete from sponsorship s using degree_application a where s.application_id = a.id and a.status = 'WITHDRAWN' and a.starts_on is null;
      delete from degree_application where status = 'WITHDRAWN' and starts_on is null;
      update sponsorship set status = 'PROPOSED' where status = 'STOPPED' and approved_at is null;
      alter table degree_application drop constraint degree_application_in_order;
      drop index degree_application_one_a_year;
      create unique index degree_application_one_a_year on degree_application (member_id, exam_year) where status <> 'INELIGIBLE'`);
    await runner.query(states((rule) => rule, `((status = 'PROPOSED') = (approved_at is null))`));
  }
}

/** Which facts an application has in which state; `unless` frees one that was withdrawn. */
const states = (unless: (rule: string) => string, approved: string): string => `
  alter table degree_application
    drop constraint degree_application_checked, drop constraint degree_application_registered, drop constraint degree_application_taken,
    drop constraint degree_application_judged, drop constraint degree_application_admitted, drop constraint degree_application_enrolled,
    drop constraint degree_application_started,
    add constraint degree_application_checked check (${unless("(status = 'NOMINATED') = (checked_at is null)")}
      and (checked_at is null) = (checked_by is null) and (checked_at is null) = (rule_code is null)),
    add constraint degree_application_registered check (${unless(`(status in (${BEFORE_EXAM})) = (exam_no is null)`)}),
    add constraint degree_application_taken check (${unless(`(status in (${BEFORE_EXAM}, 'EXAM_REGISTERED')) = (exam_score is null)`)}),
    add constraint degree_application_judged check
      (${unless(`(status in (${BEFORE_EXAM}, 'EXAM_REGISTERED', 'EXAM_TAKEN')) = (score_line is null)`)}),
    add constraint degree_application_admitted check (${unless(`(status in ('ADMITTED', 'ENROLLED', ${BEGUN})) = (admitted_at is not null)`)}
      and (admitted_at is null) = (admitted_by is null)),
    add constraint degree_application_enrolled check (${unless(`(status in ('ENROLLED', ${BEGUN})) = (student_no is not null)`)}),
    add constraint degree_application_started check (${unless(`(status in (${BEGUN})) = (starts_on is not null)`)});
  alter table sponsorship drop constraint sponsorship_approved, add constraint sponsorship_approved check ${approved}`;

const BEFORE_EXAM = "'NOMINATED', 'ELIGIBLE', 'INELIGIBLE'";
const BEGUN = "'STUDYING', 'GRADUATED', 'WITHDRAWN', 'DISMISSED'";
