import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payout to the account of a worker who has died is neither approved nor sent: it is asked for again, into the estate. */
export class WaitForHeirs1773500000000 implements MigrationInterface {
  name = 'WaitForHeirs1773500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table disbursement add column waits_for_heirs boolean not null default false;
      create function payout_waits_for_heirs() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        raise exception 'payout % waits for heirs', new.id using errcode = 'check_violation', constraint = 'payout_waits_for_heirs';
      end $$;
      create trigger payout_waits_for_heirs before update of status on disbursement for each row
        when (old.waits_for_heirs and new.status in ('APPROVED', 'SENT') and new.status <> old.status)
        execute function payout_waits_for_heirs();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger payout_waits_for_heirs on disbursement;
      drop function payout_waits_for_heirs;
      alter table disbursement drop column waits_for_heirs;`);
  }
}
