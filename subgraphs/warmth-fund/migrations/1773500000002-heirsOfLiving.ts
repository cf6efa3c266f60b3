import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payout into the account of heirs waits, too, where the death of the worker is taken back. */
export class HeirsOfLiving1773500000002 implements MigrationInterface {
  name = 'HeirsOfLiving1773500000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table disbursement drop constraint disbursement_account_of_heirs;');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update disbursement set waits_for_heirs = false where named_since_death and waits_for_heirs;
      alter table disbursement add constraint disbursement_account_of_heirs check (not (named_since_death and waits_for_heirs));`);
  }
}
