import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What domestic workers show before they are hired: an examination that was passed, signed for by three bodies (S-59). */
export class CreateJobReadyCertificate1771310001009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence job_ready_badge;
      grant usage on sequence job_ready_badge to training_app;
      create table job_ready_certificate (
        id uuid constraint job_ready_certificate_pk primary key,
        member_id uuid,
        enrolment_id uuid constraint job_ready_certificate_enrolment references enrolment on delete set null,
        institution_id uuid not null constraint job_ready_certificate_institution references institution,
        exam_score int not null constraint job_ready_certificate_score check (exam_score >= 0),
        exam_on date not null,
        examined_by uuid not null,
        recorded_at timestamptz not null,
        status text not null constraint job_ready_certificate_status check (status in ('EXAM_PASSED', 'SIGNING', 'ISSUED', 'REVOKED')),
        badge_no text constraint job_ready_certificate_badge unique,
        issued_on date,
        revoked_on date,
        revoked_by uuid,
        revoked_reason text,
        scope_path text not null,
        version int not null default 1,
        constraint job_ready_certificate_issued check ((badge_no is null) = (issued_on is null)
          and (status <> 'ISSUED' or badge_no is not null) and (status not in ('EXAM_PASSED', 'SIGNING') or badge_no is null)),
        constraint job_ready_certificate_revoked check ((status = 'REVOKED') = (revoked_on is not null)
          and (revoked_on is null) = (revoked_by is null) and (revoked_on is null) = (revoked_reason is null))
      );
      create unique index job_ready_certificate_one on job_ready_certificate (member_id) where status <> 'REVOKED';
      create index job_ready_certificate_latest on job_ready_certificate (recorded_at, id);

      create table job_ready_signature (
        certificate_id uuid not null constraint job_ready_signature_certificate references job_ready_certificate,
        body text not null constraint job_ready_signature_body check (body in ('FEDERATION', 'COMMERCE', 'FINANCE')),
        signed_by uuid not null,
        signed_at timestamptz not null,
        constraint job_ready_signature_pk primary key (certificate_id, body),
        constraint job_ready_signature_person unique (certificate_id, signed_by)
      );
      revoke update on job_ready_signature from training_app;

      create function check_job_ready_signatures() returns trigger language plpgsql as $$
      declare
        held job_ready_certificate; signed bigint; fits boolean;
      begin
        select * into held from job_ready_certificate where id = case when tg_table_name = 'job_ready_certificate'
          then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'certificate_id')::uuid end;
        select count(*) into signed from job_ready_signature where certificate_id = held.id;
        fits := case held.status when 'EXAM_PASSED' then signed = 0 when 'SIGNING' then signed in (1, 2) when 'ISSUED' then signed = 3
          else held.badge_no is null or signed = 3 end;
        if not fits then
          raise exception 'certificate % is % with % signatures', held.id, held.status, signed
            using errcode = 'check_violation', constraint = 'job_ready_certificate_signatures';
        end if;
        return null;
      end $$;
      create constraint trigger job_ready_certificate_signatures after insert or update of status on job_ready_certificate
        deferrable initially deferred for each row execute function check_job_ready_signatures();
      create constraint trigger job_ready_signature_counted after insert on job_ready_signature
        deferrable initially deferred for each row execute function check_job_ready_signatures();

      alter table job_vacancy add column needs_job_ready boolean not null default false;
      alter table job_referral add column job_ready_certificate_id uuid
        constraint job_referral_job_ready references job_ready_certificate;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table job_referral drop column job_ready_certificate_id;
      alter table job_vacancy drop column needs_job_ready;
      drop table job_ready_signature, job_ready_certificate;
      drop function check_job_ready_signatures;
      drop sequence job_ready_badge;
    `);
  }
}
