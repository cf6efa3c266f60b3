import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A pledge of which no money came can be cancelled (S-17): who did it, and why. No money, entry or receipt ever belongs to it. */
export class CancelPledges1773401000000 implements MigrationInterface {
  name = 'CancelPledges1773401000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table donation
        add column cancelled_by text,
        add column cancel_reason text,
        drop constraint donation_status,
        add constraint donation_status check (status in ('PLEDGED', 'RECEIVED', 'RECEIPTED', 'REFUNDED', 'CANCELLED')),
        drop constraint donation_received,
        add constraint donation_received
          check ((status in ('PLEDGED', 'CANCELLED')) = (entry_id is null) and (entry_id is null) = (received_by is null)),
        add constraint donation_cancelled
          check ((status = 'CANCELLED') = (cancelled_by is not null) and (status = 'CANCELLED') = (cancel_reason is not null));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from donation where status = 'CANCELLED';
      alter table donation
        drop constraint donation_cancelled,
        drop constraint donation_received,
        add constraint donation_received check ((status = 'PLEDGED') = (entry_id is null) and (entry_id is null) = (received_by is null)),
        drop constraint donation_status,
        add constraint donation_status check (status in ('PLEDGED', 'RECEIVED', 'RECEIPTED', 'REFUNDED')),
        drop column cancelled_by,
        drop column cancel_reason;
    `);
  }
}
