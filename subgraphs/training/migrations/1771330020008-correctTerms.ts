import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A term of the degree plan that was closed by the wrong sessions is closed anew; what was written down before stays (SKL-INV-5). */
export class CorrectTerms1771330020008 implements MigrationInterface {
  name = 'CorrectTerms1771330020008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table degree_term add column corrected_at timestamptz, add column corrected_because text, add column corrected_by uuid,
        add constraint degree_term_corrected check ((corrected_at is null) = (corrected_because is null)
          and (corrected_at is null) = (corrected_by is null)),
        drop constraint degree_term_once;
      create unique index degree_term_once on degree_term (application_id, term, attempt) where corrected_at is null;
      create index degree_term_of_application on degree_term (application_id, term, attempt);
      drop index degree_term_passed_once;
      create unique index degree_term_passed_once on degree_term (application_id, term) where passed and corrected_at is null;
      alter table degree_term_session add column is_corrected boolean not null default false,
        drop constraint degree_term_session_pk, add constraint degree_term_session_pk primary key (term_id, session_id);
      drop index degree_term_session_of_term;
      create unique index degree_term_session_once on degree_term_session (application_id, session_id) where not is_corrected;
      grant update (corrected_at, corrected_because, corrected_by) on degree_term to training_app;
      grant update (is_corrected) on degree_term_session to training_app;
    `);
    await runner.query(graduation('and t.corrected_at is null'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(graduation(''));
    await runner.query(`
      revoke update (corrected_at, corrected_because, corrected_by) on degree_term from training_app;
      revoke update (is_corrected) on degree_term_session from training_app;
      delete from degree_term_session where is_corrected;
      delete from degree_term where corrected_at is not null;
      drop index degree_term_session_once;
      create index degree_term_session_of_term on degree_term_session (term_id);
      alter table degree_term_session drop constraint degree_term_session_pk,
        add constraint degree_term_session_pk primary key (application_id, session_id), drop column is_corrected;
      drop index degree_term_passed_once;
      create unique index degree_term_passed_once on degree_term (application_id, term) where passed;
      drop index degree_term_of_application;
      drop index degree_term_once;
      alter table degree_term add constraint degree_term_once unique (application_id, term, attempt), drop constraint degree_term_corrected,
        drop column corrected_at, drop column corrected_because, drop column corrected_by;
    `);
  }
}

/** SKL-INV-6: all terms that stand, and a certificate of the student that its issuer has confirmed and nobody revoked. */
const graduation = (standing: string): string => `
  create or replace function check_graduation() returns trigger language plpgsql as $$
  begin
    perform from certificate c where c.id = new.certificate_id and c.member_id = new.member_id and c.kind = 'VOCATIONAL_QUALIFICATION'
      and c.status in ('VERIFIED', 'VALID') for share;
    if not found or (select count(*) from degree_term t where t.application_id = new.id and t.passed ${standing})
      < (select p.terms from degree_programme p where p.id = new.programme_id) then
      raise exception 'application % is not graduated: terms or a vocational certificate are missing', new.id
        using errcode = 'check_violation', constraint = 'degree_application_graduation';
    end if;
    return new;
  end $$;`;
