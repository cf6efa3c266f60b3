import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists and counts of members by state look for the transfers whose last day is over and that no task has returned yet. */
export class FindLapsedTransfers1773000000414 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index membership_transfer_by_last_day on membership_transfer (due_on) where status = 'REQUESTED'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index membership_transfer_by_last_day');
  }
}
