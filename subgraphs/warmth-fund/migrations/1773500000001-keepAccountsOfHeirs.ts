import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which payouts to a worker who has died go into an account that was named since the death: those do not wait for heirs, however often organisation tells of
 * the record. Of earlier payouts it is not known.
 */
export class KeepAccountsOfHeirs1773500000001 implements MigrationInterface {
  name = 'KeepAccountsOfHeirs1773500000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table disbursement add column named_since_death boolean not null default false,
        add constraint disbursement_account_of_heirs check (not (named_since_death and waits_for_heirs));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table disbursement drop column named_since_death;');
  }
}
