import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the fund told last of each payout: a subsidy or an instalment may be paid in several, and is paid with the last of them (S-64). */
export class CountPayoutParts1771310002014 implements MigrationInterface {
  name = 'CountPayoutParts1771310002014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payout_part (
        disbursement_id uuid constraint payout_part_pk primary key,
        source_type text not null constraint payout_part_source check (source_type in ('SubsidyApplication', 'SponsorshipInstalment')),
        source_id uuid not null,
        amount_fen bigint not null constraint payout_part_amount check (amount_fen > 0),
        status text not null constraint payout_part_status check (status in ('PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'RETURNED')),
        seen_version int not null,
        reason text,
        paid_at timestamptz,
        constraint payout_part_failed check ((status in ('PAYMENT_FAILED', 'RETURNED')) = (reason is not null)),
        constraint payout_part_paid check ((status = 'PAID') = (paid_at is not null))
      );
      create index payout_part_of on payout_part (source_type, source_id);
      create function check_payout_part() returns trigger language plpgsql as $$
      begin
        if new.seen_version <= old.seen_version or (old.status = 'PAID' and new.status <> 'RETURNED') then
          raise exception 'payout % is % in version %; % in version % is no news of it',
            old.disbursement_id, old.status, old.seen_version, new.status, new.seen_version
            using errcode = 'check_violation', constraint = 'payout_part_news';
        end if;
        return new;
      end $$;
      create trigger payout_part_news before update on payout_part for each row execute function check_payout_part();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table payout_part; drop function check_payout_part');
  }
}
