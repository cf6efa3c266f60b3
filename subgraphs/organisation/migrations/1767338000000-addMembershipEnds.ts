import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is kept of a membership that ended by a decision or a death (2.1.3). */
export class AddMembershipEnds1767338000000 implements MigrationInterface {
  name = 'AddMembershipEnds1767338000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table member
        add column expulsion_ref text constraint member_expulsion_ref check (length(expulsion_ref) between 1 and 300),
        add column died_on date,
        add constraint member_died check (died_on is null or membership_status = 'DECEASED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table member drop constraint member_died, drop column died_on, drop column expulsion_ref');
  }
}
