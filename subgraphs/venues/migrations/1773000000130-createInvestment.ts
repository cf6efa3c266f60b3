import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was invested in venues year by year (S-66), and how many people are in a facility that is open to all (S-65). */
export class CreateInvestment1773000000130 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table investment_record (
        id uuid constraint investment_record_pk primary key,
        venue_id uuid not null constraint investment_record_venue references venue,
        year int not null constraint investment_record_year check (year between 1949 and 2100),
        amount_fen bigint not null constraint investment_record_amount check (amount_fen > 0),
        purpose text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null
      );
      create unique index investment_record_once on investment_record (venue_id, year, lower(replace(purpose, ' ', '')));
      create index investment_record_by_venue on investment_record (venue_id, year desc, id);
      revoke update on investment_record from venues_app;

      alter table facility add column opened_on date, add constraint facility_open_access unique (id, access_mode);
      create table occupancy (
        facility_id uuid constraint occupancy_pk primary key,
        access_mode text not null default 'OPEN_ACCESS' constraint occupancy_of_open_access check (access_mode = 'OPEN_ACCESS'),
        inside int not null constraint occupancy_not_negative check (inside >= 0),
        counted_at timestamptz not null,
        constraint occupancy_facility foreign key (facility_id, access_mode) references facility (id, access_mode)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table occupancy, investment_record;
      alter table facility drop constraint facility_open_access, drop column opened_on;
    `);
  }
}
