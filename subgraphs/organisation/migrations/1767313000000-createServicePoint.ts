import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateServicePoint1767313000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table service_point (
        id uuid constraint service_point_pk primary key,
        kind text not null constraint service_point_kind check (kind in ('CITY_CENTRE', 'DISTRICT_CENTRE', 'STREET_STATION', 'COMMUNITY_STATION', 'BUREAU_HOME')),
        name_zh text not null,
        district_code text not null constraint service_point_district references district,
        address text not null,
        lat numeric(8, 6),
        lng numeric(9, 6),
        area_sqm int constraint service_point_area check (area_sqm > 0),
        functions text[] not null,
        parent_id uuid constraint service_point_parent references service_point,
        video_link text not null constraint service_point_video_link check (video_link in ('UP', 'DOWN', 'NONE')),
        version int not null default 1,
        constraint service_point_place check ((lat is null) = (lng is null)),
        constraint service_point_has_parent check ((kind = 'CITY_CENTRE') = (parent_id is null))
      );
      create index service_point_by_district on service_point (district_code, name_zh, id);
      create index service_point_by_name on service_point (name_zh, id);
      create index service_point_by_place on service_point (lat, lng);
      create index service_point_by_function on service_point using gin (functions);

      create table opening_hours (
        service_point_id uuid not null constraint opening_hours_point references service_point,
        weekday int not null constraint opening_hours_weekday check (weekday between 1 and 7),
        opens text not null constraint opening_hours_opens check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        closes text not null constraint opening_hours_closes check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
        constraint opening_hours_pk primary key (service_point_id, weekday, opens),
        constraint opening_hours_order check (opens < closes)
      );

      create table staff_assignment (
        id uuid constraint staff_assignment_pk primary key,
        staff_member_id uuid not null constraint staff_assignment_staff references staff_member,
        service_point_id uuid not null constraint staff_assignment_point references service_point,
        from_day date not null,
        to_day date,
        constraint staff_assignment_days check (to_day is null or to_day >= from_day)
      );
      create index staff_assignment_by_point on staff_assignment (service_point_id, from_day);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table staff_assignment, opening_hours, service_point');
  }
}
