import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The partner confirms itself that it has deleted what it read; staff who confirm it on the partner's behalf name their evidence. Confirmations
 * of before have neither a person nor evidence. A suspension has its day, which a refused partner is told.
 */
export class ConfirmDeletionAsPartner1771301005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table data_sharing_agreement add column deletion_confirmed_by uuid, add column deletion_evidence text, add column suspended_on date,
        add constraint agreement_deletion check (deletion_confirmed_at is not null or (deletion_confirmed_by is null and deletion_evidence is null)),
        add constraint agreement_deletion_evidence check (deletion_confirmed_by is null or deletion_evidence is not null),
        add constraint agreement_suspended_on check (suspended_on is null or status = 'SUSPENDED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table data_sharing_agreement drop constraint agreement_deletion, drop constraint agreement_deletion_evidence,
        drop constraint agreement_suspended_on, drop column deletion_confirmed_by, drop column deletion_evidence, drop column suspended_on;
    `);
  }
}
