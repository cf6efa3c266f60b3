import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The linkage began in June 2009 with the union, the labour bureau and the justice bureau; the other three joined in 2010 (C-08). */
export class DateLinkedParties1771010002000 implements MigrationInterface {
  name = 'DateLinkedParties1771010002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`update linked_party set since = '2009-06-01' where code in ('UNION', 'HRSS', 'JUSTICE')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update linked_party set since = '2010-01-01' where code in ('UNION', 'HRSS', 'JUSTICE')`);
  }
}
