import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Employers whose people in a joint union are enough for a union of their own (ORG-INV-7): who works there, and since when it is told. */
export class AddIndependentUnionDue1768600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table enterprise add column independent_union_told_on date;
      create index member_by_employer on member (employer_id, union_id)
        where employer_id is not null and membership_status in ('ACTIVE', 'TRANSFERRING', 'RETAINED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index member_by_employer; alter table enterprise drop column independent_union_told_on');
  }
}
