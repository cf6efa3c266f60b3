import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which union one was merged into: what comes to a union that has ended itself passes on to who took its place (2.1.3). */
export class KeepHeirsOfUnions1773400000003 implements MigrationInterface {
  name = 'KeepHeirsOfUnions1773400000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table known_union add column merged_into_id uuid, add constraint known_union_heir check (merged_into_id is null or has_ended)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table known_union drop column merged_into_id');
  }
}
