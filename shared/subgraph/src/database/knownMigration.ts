import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For which tables of what is known of other services' things the present state was asked for, in which revision. */
export const knownMigration = (): (new () => MigrationInterface) =>
  class KnownTables implements MigrationInterface {
    name = 'KnownTables1771100000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table known_table (
          name text constraint known_table_pk primary key,
          revision int not null,
          requested_at timestamptz
        );
        comment on column known_table.requested_at is 'Null for a table that came with a data set.'`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('drop table known_table');
    }
  };
