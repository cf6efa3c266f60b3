import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The technician subsidy (S-64, SKL-INV-3). Rules are data with the days of issue they hold for; an application keeps the
 * facts it was judged by, tied to the certificate and the rule by foreign keys.
 */
export class CreateSubsidy1767313000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists btree_gist;

      create table subsidy_rule (
        code text constraint subsidy_rule_pk primary key,
        level int not null constraint subsidy_rule_level check (level between 1 and 5),
        amount_fen bigint not null constraint subsidy_rule_amount check (amount_fen > 0),
        issued_from date not null,
        issued_to date constraint subsidy_rule_days check (issued_to >= issued_from),
        constraint subsidy_rule_one_a_day exclude using gist (level with =, daterange(issued_from, issued_to, '[]') with &&),
        constraint subsidy_rule_facts unique (code, level, amount_fen, issued_from)
      );
      insert into subsidy_rule values ('TECHNICIAN-2013', 2, 100000, '2013-10-01', null), ('SENIOR-TECHNICIAN-2013', 1, 200000, '2013-10-01', null);
      revoke insert, update on subsidy_rule from training_app;

      create table subsidy_application (
        id uuid constraint subsidy_application_pk primary key,
        member_id uuid not null,
        certificate_id uuid not null,
        cert_no text not null,
        level int not null,
        issued_at date not null,
        rule_code text not null,
        rule_from date not null,
        amount_fen bigint not null,
        employer_id uuid not null,
        employed_from date not null,
        employed_to date,
        status text not null constraint subsidy_status check
          (status in ('SUBMITTED', 'VERIFIED', 'APPROVED', 'PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED', 'REJECTED')),
        submitted_at timestamptz not null,
        verified_by uuid,
        verified_at timestamptz,
        approved_by uuid,
        approved_at timestamptz,
        rejected_by uuid,
        rejected_at timestamptz,
        rejected_reason text,
        payment_requested_at timestamptz,
        disbursement_id uuid,
        disbursement_version int,
        payment_failure text,
        paid_at timestamptz,
        scope_path text not null,
        district_code text not null generated always as (substring(scope_path from '^/city/(110[12][0-9]{2})/')) stored,
        version int not null default 1,
        constraint subsidy_certificate foreign key (certificate_id, member_id, cert_no, level, issued_at)
          references certificate (id, member_id, cert_no, level, issued_at),
        constraint subsidy_rule_applied foreign key (rule_code, level, amount_fen, rule_from)
          references subsidy_rule (code, level, amount_fen, issued_from),
        constraint subsidy_issued_in_time check (issued_at >= rule_from),
        constraint subsidy_in_post check (employed_from <= issued_at and (employed_to is null or employed_to >= issued_at)),
        constraint subsidy_verified check (status in ('SUBMITTED', 'REJECTED') or (verified_by is not null and verified_at is not null)),
        constraint subsidy_approved check (
          status in ('SUBMITTED', 'VERIFIED', 'REJECTED') or (approved_by is not null and approved_at is not null)
        ),
        constraint subsidy_four_eyes check (verified_by <> approved_by),
        constraint subsidy_not_for_oneself check (member_id <> verified_by and member_id <> approved_by),
        constraint subsidy_rejected check (
          (status = 'REJECTED') = (rejected_reason is not null and rejected_by is not null and rejected_at is not null)
        ),
        constraint subsidy_requested check (
          status not in ('PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED') or payment_requested_at is not null
        ),
        constraint subsidy_paid check ((status = 'PAID') = (paid_at is not null)),
        constraint subsidy_failed check ((status = 'PAYMENT_FAILED') = (payment_failure is not null)),
        constraint subsidy_disbursement check ((disbursement_id is null) = (disbursement_version is null))
      );
      create unique index subsidy_one_per_certificate on subsidy_application (cert_no) where status <> 'REJECTED';
      create index subsidy_of_certificate on subsidy_application (certificate_id);
      create index subsidy_of_member on subsidy_application (member_id, submitted_at desc, id desc);
      create index subsidy_by_day on subsidy_application (submitted_at desc, id desc);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table subsidy_application, subsidy_rule; drop extension btree_gist');
  }
}
