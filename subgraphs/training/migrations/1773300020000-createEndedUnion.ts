import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which unions have ended: what a token still grants there is over (2.1.3). */
export class CreateEndedUnion1773300020000 implements MigrationInterface {
  name = 'CreateEndedUnion1773300020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table ended_union (union_id uuid constraint ended_union_pk primary key, seen_version int not null)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ended_union');
  }
}
