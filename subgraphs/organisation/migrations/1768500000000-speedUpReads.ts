import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists of members are found in an index alone, whatever part of the tree they are for, and only the rows of a page are
 * fetched; what is counted (`totalCount`, `fiveOnes`) is counted in small indexes instead of whole tables.
 */
export class SpeedUpReads1768500000000 implements MigrationInterface {
  name = 'SpeedUpReads1768500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index member_by_name, member_by_path;
      create index member_by_name on member (name_zh, id) include (scope_path, membership_status);
      create index member_by_path on member (scope_path, name_zh, id) include (membership_status);
      create index member_by_place on member (scope_path, membership_status);
      create index member_not_active on member (membership_status, name_zh, id) include (scope_path) where membership_status <> 'ACTIVE';
      create index card_active on card (valid_to) where status = 'ACTIVE';
      create index service_request_by_status on service_request (status, received_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index service_request_by_status, card_active, member_not_active, member_by_place, member_by_path, member_by_name;
      create index member_by_path on member (scope_path, name_zh, id);
      create index member_by_name on member (name_zh, id);
    `);
  }
}
