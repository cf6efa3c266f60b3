import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateVenue1767312000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists btree_gist;

      create table venue (
        id uuid constraint venue_pk primary key,
        name_zh text not null,
        kind text not null constraint venue_kind check (kind in ('STADIUM', 'ARENA', 'CULTURE_PALACE', 'ACTIVITY_CENTRE')),
        operator text not null,
        district_code text not null,
        address text not null,
        area_sqm int constraint venue_area check (area_sqm > 0),
        service_point_id uuid,
        scope_path text not null constraint venue_scope_path check (scope_path ~ '^/.+/$'),
        version int not null default 1,
        constraint venue_name_once unique (district_code, name_zh)
      );
      create index venue_by_name on venue (name_zh, id);
      create index venue_by_service_point on venue (service_point_id) where service_point_id is not null;

      create table facility (
        id uuid constraint facility_pk primary key,
        venue_id uuid not null constraint facility_venue references venue,
        name_zh text not null,
        kind text not null constraint facility_kind check (kind in
          ('WALKWAY', 'BADMINTON', 'FOOTBALL', 'GATEBALL', 'TABLE_TENNIS', 'HALL', 'LECTURE_ROOM', 'THEATRE', 'CINEMA')),
        access_mode text not null constraint facility_access_mode check (access_mode in ('BOOKABLE', 'OPEN_ACCESS', 'TICKETED')),
        capacity int not null constraint facility_capacity check (capacity > 0),
        slot_minutes int not null constraint facility_slot_minutes check (slot_minutes between 15 and 240 and 1440 % slot_minutes = 0),
        length_m int constraint facility_length check (length_m > 0),
        width_m int constraint facility_width check (width_m > 0),
        area_sqm int constraint facility_area check (area_sqm > 0),
        district_code text not null,
        scope_path text not null constraint facility_scope_path check (scope_path ~ '^/.+/$'),
        retired_at timestamptz,
        version int not null default 1,
        constraint facility_name_once unique (venue_id, name_zh)
      );
      create index facility_by_name on facility (name_zh, id) where retired_at is null;

      create table opening_hours (
        facility_id uuid not null constraint opening_hours_facility references facility,
        weekday int not null constraint opening_hours_weekday check (weekday between 1 and 7),
        opens text not null constraint opening_hours_opens check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        closes text not null constraint opening_hours_closes check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
        constraint opening_hours_pk primary key (facility_id, weekday),
        constraint opening_hours_in_order check (opens < closes)
      );

      create table closure (
        id uuid constraint closure_pk primary key,
        facility_id uuid not null constraint closure_facility references facility,
        from_at timestamptz not null,
        to_at timestamptz not null,
        reason text not null,
        constraint closure_in_order check (from_at <= to_at),
        constraint closure_no_overlap exclude using gist (facility_id with =, tstzrange(from_at, to_at) with &&)
      );
    `);
  }

  /** The extension stays: another owner of the database may have had it before. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table closure, opening_hours, facility, venue');
  }
}
