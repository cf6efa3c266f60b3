import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A subsidy that was withdrawn with its certificate keeps the number from nobody: the issuer may know it as another person's. It says so for good, as money that
 * the bank had by then makes it PAID all the same.
 */
export class FreeWithdrawnNumber1773500000000 implements MigrationInterface {
  name = 'FreeWithdrawnNumber1773500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subsidy_application add column was_withdrawn boolean not null default false;
      update subsidy_application set was_withdrawn = true where status = 'WITHDRAWN';
      drop index subsidy_one_per_number;
      create unique index subsidy_one_per_number on subsidy_application (cert_no)
        where status not in ('SUBMITTED', 'REJECTED') and not was_withdrawn;
      alter table subsidy_application add constraint subsidy_withdrawn check (status <> 'WITHDRAWN' or was_withdrawn);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subsidy_application drop constraint subsidy_withdrawn;
      drop index subsidy_one_per_number;
      create unique index subsidy_one_per_number on subsidy_application (cert_no) where status not in ('SUBMITTED', 'REJECTED');
      alter table subsidy_application drop column was_withdrawn;`);
  }
}
