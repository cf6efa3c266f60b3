import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';
import { appRole } from './provision.ts';

/** Which records of persons were merged into which, and which rows followed, so that a merge can be taken back (C-16). */
export function mergeMigration({ name }: SubgraphDefinition): new () => MigrationInterface {
  const app = appRole(name);
  return class MemberMerges implements MigrationInterface {
    name = 'MemberMerges1770700000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table member_merge (
          id uuid constraint member_merge_pk primary key,
          survivor_id uuid not null,
          duplicate_id uuid not null,
          state text not null constraint member_merge_state check (state in ('MERGED', 'REVERTED')),
          changed_at timestamptz not null,
          constraint member_merge_two check (survivor_id <> duplicate_id)
        );
        create unique index member_merge_once on member_merge (duplicate_id) where state = 'MERGED';
        create index member_merge_by_survivor on member_merge (survivor_id) where state = 'MERGED';

        create table member_merge_row (
          merge_id uuid not null constraint member_merge_row_merge references member_merge,
          table_name text not null,
          row_key uuid not null,
          columns text[] not null,
          constraint member_merge_row_pk primary key (merge_id, table_name, row_key)
        );
        revoke update on member_merge_row from ${app};
        revoke update on member_merge from ${app};
        grant update (state, changed_at) on member_merge to ${app};
      `);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('drop table member_merge_row, member_merge');
    }
  };
}
