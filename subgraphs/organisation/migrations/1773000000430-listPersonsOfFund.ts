import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * With whom the Warmth Fund has to do, as it tells by event: its approvers and cashiers read the names of these persons and of nobody else
 * (C-19).
 */
export class ListPersonsOfFund1773000000430 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table served_person
        drop constraint served_person_source,
        add constraint served_person_source check (source in ('TRAINING', 'VENUES', 'FUND_DECISION', 'FUND_PAYMENT'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from served_person where source in ('FUND_DECISION', 'FUND_PAYMENT');
      alter table served_person
        drop constraint served_person_source,
        add constraint served_person_source check (source in ('TRAINING', 'VENUES'));
    `);
  }
}
