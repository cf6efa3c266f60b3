import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A firm is registered once, by its organisation code or by the credit code that has the same nine characters (`codeBody` in src/enterprise/orgCode.ts). */
export class KeyFirmsByCodeBody1773000000411 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table enterprise drop constraint enterprise_org_code;
      create unique index enterprise_org_code on enterprise ((case when length(org_code) = 18 then substr(org_code, 9, 9) else org_code end));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index enterprise_org_code;
      alter table enterprise add constraint enterprise_org_code unique (org_code);
    `);
  }
}
