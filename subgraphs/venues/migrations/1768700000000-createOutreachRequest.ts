import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wishes for culture and sports that requests to 12351 brought here (J-05). */
export class CreateOutreachRequest1768700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outreach_request (
        id uuid constraint outreach_request_pk primary key,
        service_request_id uuid not null,
        request_version int not null,
        member_id uuid,
        district_code text not null,
        scope_path text not null,
        status text not null constraint outreach_request_status check (status in ('SUBMITTED', 'DELIVERED', 'DECLINED')),
        due_at timestamptz not null,
        note text,
        received_at timestamptz not null,
        closed_at timestamptz,
        version int not null default 1,
        constraint outreach_request_closed check ((status = 'SUBMITTED') = (closed_at is null) and (closed_at is null or note is not null))
      );
      create unique index outreach_request_one_of_request on outreach_request (service_request_id) where closed_at is null;
      create index outreach_request_by_request on outreach_request (service_request_id);
      create index outreach_request_by_member on outreach_request (member_id, received_at);
      create index outreach_request_by_age on outreach_request (received_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table outreach_request');
  }
}
