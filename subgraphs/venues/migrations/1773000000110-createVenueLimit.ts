import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a venue sets instead of the city's numbers (C-21): dated values; what is written stays, so the table is its own history. */
export class CreateVenueLimit1773000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table venue_limit (
        id bigint generated always as identity constraint venue_limit_pk primary key,
        venue_id uuid not null constraint venue_limit_venue references venue,
        name text not null,
        value int not null constraint venue_limit_value check (value >= 0),
        effective_from date not null,
        set_by text not null,
        set_at timestamptz not null,
        reason text not null,
        constraint venue_limit_begins_later check (effective_from > (set_at at time zone 'Asia/Shanghai')::date)
      );
      create index venue_limit_by_venue on venue_limit (venue_id, name, effective_from desc, id desc);
      revoke update on venue_limit from venues_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table venue_limit');
  }
}
