import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Terms of the degree plan, as the attendance in their sessions makes them; a diploma only with credits and a certificate (SKL-INV-5, 6). */
export class CreateDegreeTerm1771300000008 implements MigrationInterface {
  name = 'CreateDegreeTerm1771300000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table degree_term (
        id uuid constraint degree_term_pk primary key,
        application_id uuid not null constraint degree_term_application references degree_application,
        term int not null constraint degree_term_number check (term between 1 and 20),
        attempt int not null constraint degree_term_attempt check (attempt >= 1),
        meetings int not null,
        attended int not null,
        truancies int not null,
        credits int not null,
        passed boolean not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        constraint degree_term_once unique (application_id, term, attempt),
        constraint degree_term_counts check (meetings > 0 and attended >= 0 and truancies >= 0 and attended + truancies <= meetings and credits >= 0)
      );
      create unique index degree_term_passed_once on degree_term (application_id, term) where passed;
      create table degree_term_session (
        term_id uuid not null constraint degree_term_session_term references degree_term,
        application_id uuid not null constraint degree_term_session_application references degree_application,
        session_id uuid not null constraint degree_term_session_session references course_session,
        constraint degree_term_session_pk primary key (application_id, session_id)
      );
      create index degree_term_session_of_term on degree_term_session (term_id);
      revoke update on degree_term, degree_term_session from training_app;
    `);
    await runner.query(GRADUATION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger degree_application_graduation on degree_application; drop function check_graduation;
      drop table degree_term_session, degree_term;
    `);
  }
}

/** SKL-INV-6: all terms, and a certificate of the student that its issuer has confirmed and nobody revoked. */
const GRADUATION = `
  create function check_graduation() returns trigger language plpgsql as $$
  begin
    perform from certificate c where c.id = new.certificate_id and c.member_id = new.member_id and c.kind = 'VOCATIONAL_QUALIFICATION'
      and c.status in ('VERIFIED', 'VALID') for share;
    if not found or (select count(*) from degree_term t where t.application_id = new.id and t.passed)
      < (select p.terms from degree_programme p where p.id = new.programme_id) then
      raise exception 'application % is not graduated: terms or a vocational certificate are missing', new.id
        using errcode = 'check_violation', constraint = 'degree_application_graduation';
    end if;
    return new;
  end $$;
  create trigger degree_application_graduation before update of status on degree_application
    for each row when (new.status = 'GRADUATED' and old.status <> 'GRADUATED') execute function check_graduation();`;
