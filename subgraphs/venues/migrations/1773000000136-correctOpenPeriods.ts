import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An open period that was announced wrongly is corrected or taken back; what it was before stays (S-68). */
export class CorrectOpenPeriods1773000000136 implements MigrationInterface {
  name = 'CorrectOpenPeriods1773000000136';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table open_period add column withdrawn_at timestamptz, add column version int not null default 1;
      create table open_period_change (
        id uuid constraint open_period_change_pk primary key,
        open_period_id uuid not null constraint open_period_change_period references open_period,
        name_zh text not null,
        from_on date not null,
        to_on date not null,
        minutes_per_day int not null,
        per_period int not null,
        facility_ids uuid[] not null,
        reason text not null,
        changed_by uuid,
        changed_at timestamptz not null
      );
      create index open_period_change_of_period on open_period_change (open_period_id, changed_at, id);
      revoke update on open_period_change from venues_app;
      grant delete on open_period_facility to venues_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke delete on open_period_facility from venues_app;
      drop table open_period_change;
      alter table open_period drop column withdrawn_at, drop column version;
    `);
  }
}
