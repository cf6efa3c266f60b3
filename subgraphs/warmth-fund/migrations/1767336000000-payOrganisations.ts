import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payout goes to a worker or to a social organisation. */
export class PayOrganisations1767336000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table disbursement
        alter column member_id drop not null,
        add column organisation_id uuid,
        drop constraint disbursement_payee_kind,
        add constraint disbursement_payee check (
          (payee_kind = 'MEMBER' and member_id is not null and organisation_id is null)
          or (payee_kind = 'ORGANISATION' and member_id is null and organisation_id is not null)
        );
      create index disbursement_by_organisation on disbursement (organisation_id) include (amount_fen, status)
        where organisation_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index disbursement_by_organisation;
      alter table disbursement
        drop constraint disbursement_payee,
        drop column organisation_id,
        alter column member_id set not null,
        add constraint disbursement_payee_kind check (payee_kind = 'MEMBER');
    `);
  }
}
