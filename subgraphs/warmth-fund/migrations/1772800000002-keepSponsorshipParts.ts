import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which sponsorship an instalment is a part of, as training told with it (S-62). */
export class KeepSponsorshipParts1772800000002 implements MigrationInterface {
  name = 'KeepSponsorshipParts1772800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sponsorship_part (
        instalment_id uuid constraint sponsorship_part_pk primary key,
        sponsorship_id uuid not null
      );
      create index sponsorship_part_of on sponsorship_part (sponsorship_id);
      revoke update on sponsorship_part from warmth_fund_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sponsorship_part');
  }
}
