import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when the labour authority may object to each contract: a day that no later change of the calendar moves (domain rule 2.2.3). */
export class KeepLastDayToObject1770500100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table collective_contract add column objection_by date;
      update collective_contract set objection_by = last_day(filed_on, 15);
      alter table collective_contract alter column objection_by set not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table collective_contract drop column objection_by');
  }
}
