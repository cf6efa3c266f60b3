import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each process reads every few seconds which unions have ended, of whose offices tokens may still tell (2.1.3). */
export class FindEndedUnions1773300020000 implements MigrationInterface {
  name = 'FindEndedUnions1773300020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index trade_union_ended on trade_union (id) where status in ('MERGED', 'DISSOLVED')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index trade_union_ended');
  }
}
