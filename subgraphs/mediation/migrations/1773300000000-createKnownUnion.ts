import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of unions, so that what an employer asks of its union lies where the union is (2.2.3). */
export class CreateKnownUnion1773300000000 implements MigrationInterface {
  name = 'CreateKnownUnion1773300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table known_union (
        union_id uuid constraint known_union_pk primary key,
        scope_path text collate "C" not null constraint known_union_path check (scope_path ~ '^/city/([^/]+/)*$'),
        has_ended boolean not null,
        seen_version int not null
      );
      create index known_union_by_path on known_union (scope_path);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table known_union');
  }
}
