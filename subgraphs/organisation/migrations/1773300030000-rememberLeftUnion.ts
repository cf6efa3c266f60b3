import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The union that a worker left last: its officers hear that the membership has ended, and not that there is no such worker, where another of them was
 * faster. Written by a trigger, as memberships end and move by several acts.
 */
export class RememberLeftUnion1773300030000 implements MigrationInterface {
  name = 'RememberLeftUnion1773300030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table member add column left_union_id uuid;
      create function member_leaves_union() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        new.left_union_id = old.union_id;
        return new;
      end $$;
      create trigger member_leaves_union before update of union_id on member for each row
        when (old.union_id is not null and new.union_id is distinct from old.union_id and new.identity_hash not like 'erased:%')
        execute function member_leaves_union();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger member_leaves_union on member;
      drop function member_leaves_union;
      alter table member drop column left_union_id;`);
  }
}
