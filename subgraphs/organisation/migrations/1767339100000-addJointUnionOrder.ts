import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pages of all joint unions by name, without looking at more of them than a page holds. */
export class AddJointUnionOrder1767339100000 implements MigrationInterface {
  name = 'AddJointUnionOrder1767339100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index union_joint_by_name on trade_union (name_zh, id) where kind = 'COMMUNITY_JOINT_UNION'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index union_joint_by_name');
  }
}
