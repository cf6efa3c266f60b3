import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files also end because the household changed or withdrew. What is kept after an erasure is a year of birth alone. */
export class EndFilesOtherwise1772807000000 implements MigrationInterface {
  name = 'EndFilesOtherwise1772807000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table hardship_file drop constraint hardship_file_exit;
      alter table hardship_file add constraint hardship_file_exit check (exit_reason in
        ('INCOME_ABOVE_LINE', 'LEFT_BEIJING', 'FALSE_DATA', 'DEATH', 'HOUSEHOLD_CHANGED', 'WITHDRAWN'));
      grant update (birth_date) on household_member to warmth_fund_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke update (birth_date) on household_member from warmth_fund_app;
      update hardship_file set exit_reason = 'LEFT_BEIJING' where exit_reason in ('HOUSEHOLD_CHANGED', 'WITHDRAWN');
      alter table hardship_file drop constraint hardship_file_exit;
      alter table hardship_file add constraint hardship_file_exit check (exit_reason in ('INCOME_ABOVE_LINE', 'LEFT_BEIJING', 'FALSE_DATA', 'DEATH'));
    `);
  }
}
