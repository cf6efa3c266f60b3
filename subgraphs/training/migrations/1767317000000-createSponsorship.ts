import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sponsored studies of the degree plan (S-62), as far as the districts' figures need them. */
export class CreateSponsorship1767317000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sponsorship (
        id uuid constraint sponsorship_pk primary key,
        member_id uuid not null,
        total_fen bigint not null constraint sponsorship_total check (total_fen > 0),
        share_bp int not null constraint sponsorship_share check (share_bp between 0 and 10000),
        status text not null constraint sponsorship_status check (status in ('PROPOSED', 'APPROVED', 'ACTIVE', 'COMPLETED', 'STOPPED')),
        approved_at date,
        scope_path text not null,
        district_code text generated always as (substring(scope_path from '^/city/(110[12][0-9]{2})/')) stored,
        version int not null default 1,
        constraint sponsorship_approved check ((status = 'PROPOSED') = (approved_at is null))
      );
      create index sponsorship_of_district on sponsorship (district_code, approved_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sponsorship');
  }
}
