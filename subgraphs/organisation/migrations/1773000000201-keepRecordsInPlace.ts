import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A member's record lies in the part of the tree of the member's union, and a record that was erased is in no union. */
export class KeepRecordsInPlace1773000000201 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table member
        add constraint member_in_place check (union_id is null or scope_path like '%/' || union_id::text || '/'),
        add constraint member_erased_in_no_union check (union_id is null or identity_hash not like 'erased:%');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table member drop constraint member_erased_in_no_union, drop constraint member_in_place');
  }
}
