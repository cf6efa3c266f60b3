import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A subsidy whose certificate was revoked, and an instalment of a student whose studies ended, are not paid any more (S-62, S-64). */
export class WithdrawPayments1771310003021 implements MigrationInterface {
  name = 'WithdrawPayments1771310003021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(states(", 'WITHDRAWN'"));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['subsidy_application', 'sponsorship_instalment'])
      await runner.query(`update ${table} set status = 'PAYMENT_VOIDED' where status = 'WITHDRAWN'`);
    await runner.query(states(''));
  }
}

const WITH_THE_FUND = "'PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'RETURNED'";

const states = (more: string): string => `
  alter table subsidy_application drop constraint subsidy_status, drop constraint subsidy_requested,
    add constraint subsidy_status check (status in ('SUBMITTED', 'VERIFIED', 'APPROVED', 'REJECTED', ${WITH_THE_FUND}${more})),
    add constraint subsidy_requested check (status not in (${WITH_THE_FUND}${more}) or payment_requested_at is not null);
  alter table sponsorship_instalment drop constraint sponsorship_instalment_status,
    add constraint sponsorship_instalment_status check (status in ('PLANNED', 'CANCELLED', ${WITH_THE_FUND}${more}))`;
