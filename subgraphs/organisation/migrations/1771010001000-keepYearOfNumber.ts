import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The year of birth that a worker's identity number tells, so that no correction contradicts it. Of records whose number was taken
 * before, it stays null: the number itself is kept nowhere.
 */
export class KeepYearOfNumber1771010001000 implements MigrationInterface {
  name = 'KeepYearOfNumber1771010001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table member add identity_birth_year int
        constraint member_identity_birth_year check (identity_birth_year between 1901 and 2100);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table member drop identity_birth_year');
  }
}
