import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';
import { appRole } from './provision.ts';

/**
 * Which workers' records organisation erased, by their ids alone, so that an event about one that comes late does not bring back what was
 * deleted.
 */
export function erasedMigration({ name }: SubgraphDefinition): new () => MigrationInterface {
  const app = appRole(name);
  return class ErasedRecords implements MigrationInterface {
    name = 'ErasedRecords1773000000300';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table erased_record (
          member_id uuid constraint erased_record_pk primary key,
          erased_at timestamptz not null
        );
        revoke update on erased_record from ${app};
      `);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('drop table erased_record');
    }
  };
}
