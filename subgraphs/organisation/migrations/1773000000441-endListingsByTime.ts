import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when somebody is listed: who waits for a place, or is offered one, is on the list until then, whether or not anything has told so since. */
export class EndListingsByTime1773000000441 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table served_person add column served_until timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table served_person drop column served_until');
  }
}
