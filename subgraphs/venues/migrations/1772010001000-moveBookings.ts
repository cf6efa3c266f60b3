import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A closure may move bookings to another facility of the venue; the booker reads why. */
export class MoveBookings1772010001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table booking add column move_reason text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table booking drop column move_reason');
  }
}
