import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Referrals that requests to 12351 brought here (J-05). */
export class CreateJobReferral1768700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table job_referral (
        id uuid constraint job_referral_pk primary key,
        service_request_id uuid not null,
        request_version int not null,
        member_id uuid,
        district_code text not null,
        scope_path text not null,
        status text not null constraint job_referral_status check (status in ('REFERRED', 'HIRED', 'DECLINED')),
        due_at timestamptz not null,
        note text,
        received_at timestamptz not null,
        closed_at timestamptz,
        version int not null default 1,
        constraint job_referral_closed check ((status = 'REFERRED') = (closed_at is null) and (closed_at is null or note is not null))
      );
      create unique index job_referral_one_of_request on job_referral (service_request_id) where closed_at is null;
      create index job_referral_by_request on job_referral (service_request_id);
      create index job_referral_by_member on job_referral (member_id, received_at);
      create index job_referral_by_age on job_referral (received_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table job_referral');
  }
}
