import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places in sessions and their waiting lists (SKL-INV-1). */
export class CreateEnrolment1767315000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table enrolment (
        id uuid constraint enrolment_pk primary key,
        member_id uuid not null,
        session_id uuid not null constraint enrolment_session references course_session,
        status text not null constraint enrolment_status check
          (status in ('WAITLISTED', 'OFFERED', 'CONFIRMED', 'ATTENDING', 'PASSED', 'FAILED', 'NO_SHOW', 'CANCELLED')),
        arrival int not null,
        enrolled_at timestamptz not null,
        offer_expires_at timestamptz,
        cancelled_because text constraint enrolment_cancelled_because check (cancelled_because in ('MEMBER', 'OFFER_LAPSED')),
        scope_path text not null,
        district_code text generated always as (substring(scope_path from '^/city/(110[12][0-9]{2})/')) stored,
        version int not null default 1,
        constraint enrolment_arrival unique (session_id, arrival),
        constraint enrolment_offered check (status <> 'OFFERED' or offer_expires_at is not null),
        constraint enrolment_cancelled check ((status = 'CANCELLED') = (cancelled_because is not null))
      );
      create unique index enrolment_one_live on enrolment (session_id, member_id) where status <> 'CANCELLED';
      create index enrolment_waiting on enrolment (session_id, arrival) where status = 'WAITLISTED';
      create index enrolment_of_member on enrolment (member_id, enrolled_at desc, id desc);
      create index enrolment_of_district on enrolment (district_code, enrolled_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table enrolment');
  }
}
