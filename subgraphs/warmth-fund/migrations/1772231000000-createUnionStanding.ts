import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of unions, so that running money goes to one that exists (S-32). */
export class CreateUnionStanding1772231000000 implements MigrationInterface {
  name = 'CreateUnionStanding1772231000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table union_standing (
        union_id uuid constraint union_standing_pk primary key,
        kind text not null,
        has_ended boolean not null,
        seen_version int not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table union_standing');
  }
}
