import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The members of each district and of each industrial line by name. By their paths alone those of a small district are all
 * sorted for every page.
 */
export class OrderMembersOfDistricts1768900000000 implements MigrationInterface {
  name = 'OrderMembersOfDistricts1768900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index member_by_district on member
        (('/' || split_part(scope_path, '/', 2) || '/' || split_part(scope_path, '/', 3) || '/'), name_zh, id)
        include (scope_path, membership_status);
      analyze member;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index member_by_district');
  }
}
