import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who keeps the cash does not keep the books (会计法第37条): the receipt of a donation is another person's than the money's, and neither is the donor's. */
export class KeepDonationsApart1772808000000 implements MigrationInterface {
  name = 'KeepDonationsApart1772808000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table donation
        add column receipted_by text,
        add column refunded_by text,
        add constraint donation_duties_apart check (receipted_by <> received_by and refunded_by <> received_by
          and member_id::text not in (coalesce(received_by, ''), coalesce(receipted_by, ''), coalesce(refunded_by, '')));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table donation drop constraint donation_duties_apart, drop column receipted_by, drop column refunded_by',
    );
  }
}
