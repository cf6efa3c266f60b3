import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A wrong record of an investment is declared void; what it says stays as it was written, and the right one may be recorded (S-66). */
export class VoidInvestments1773000000133 implements MigrationInterface {
  name = 'VoidInvestments1773000000133';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table investment_record add column voided_reason text, add column voided_by uuid, add column voided_at timestamptz,
        add column version int not null default 1,
        add constraint investment_record_voided check ((voided_reason is null) = (voided_by is null)
          and (voided_reason is null) = (voided_at is null));
      drop index investment_record_once;
      create unique index investment_record_once on investment_record (venue_id, year, lower(replace(purpose, ' ', '')))
        where voided_at is null;
      grant update (voided_reason, voided_by, voided_at, version) on investment_record to venues_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke update (voided_reason, voided_by, voided_at, version) on investment_record from venues_app;
      delete from investment_record where voided_at is not null;
      drop index investment_record_once;
      create unique index investment_record_once on investment_record (venue_id, year, lower(replace(purpose, ' ', '')));
      alter table investment_record drop constraint investment_record_voided, drop column voided_reason, drop column voided_by,
        drop column voided_at, drop column version;
    `);
  }
}
