import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A subsidy whose payout the fund gave up, or the bank sent back (S-64). */
export class ReturnSubsidies1771310002012 implements MigrationInterface {
  name = 'ReturnSubsidies1771310002012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(constraints(", 'PAYMENT_VOIDED', 'RETURNED'", "status in ('PAYMENT_FAILED', 'RETURNED')"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(constraints('', "status = 'PAYMENT_FAILED'"));
  }
}

const constraints = (more: string, failed: string): string => `
  alter table subsidy_application drop constraint subsidy_status, drop constraint subsidy_failed, drop constraint subsidy_requested,
    add constraint subsidy_status check
      (status in ('SUBMITTED', 'VERIFIED', 'APPROVED', 'PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED', 'REJECTED'${more})),
    add constraint subsidy_failed check ((${failed}) = (payment_failure is not null)),
    add constraint subsidy_requested check
      (status not in ('PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED'${more}) or payment_requested_at is not null)`;
