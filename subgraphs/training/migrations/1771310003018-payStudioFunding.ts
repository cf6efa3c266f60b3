import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a studio of the city is given is paid by the fund to the leader's union (S-60). What was given before was paid elsewhere and has no row. */
export class PayStudioFunding1771310003018 implements MigrationInterface {
  name = 'PayStudioFunding1771310003018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table studio_funding (
        id uuid constraint studio_funding_pk primary key constraint studio_funding_studio references innovation_studio,
        union_id uuid not null,
        amount_fen bigint not null constraint studio_funding_amount check (amount_fen > 0),
        status text not null constraint studio_funding_status check
          (status in ('PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'RETURNED', 'WITHDRAWN')),
        disbursement_id uuid,
        disbursement_version int,
        payment_failure text,
        paid_at timestamptz,
        version int not null default 1,
        constraint studio_funding_paid check ((status = 'PAID') = (paid_at is not null)),
        constraint studio_funding_disbursement check ((disbursement_id is null) = (disbursement_version is null))
      );
    `);
    await runner.query(sources(`, 'StudioFunding'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from payout_part where source_type = 'StudioFunding'`);
    await runner.query(sources(''));
    await runner.query('drop table studio_funding');
  }
}

const sources = (more: string): string => `
  alter table payout_part drop constraint payout_part_source, add constraint payout_part_source
    check (source_type in ('SubsidyApplication', 'SponsorshipInstalment'${more}))`;
