import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Worker's Homes, what was found when they were assessed, and what keeps them at work (S-40 to S-44). */
export class CreateWorkersHome1767323000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table workers_home (
        id uuid constraint workers_home_pk primary key,
        name_zh text not null,
        union_id uuid not null constraint workers_home_union references trade_union,
        district_code text not null constraint workers_home_district references district,
        area_sqm int constraint workers_home_area check (area_sqm > 0),
        invested_fen bigint constraint workers_home_invested check (invested_fen >= 0),
        opened_on date,
        status text not null constraint workers_home_status check (status in
          ('REGISTERED', 'BUILDING', 'SELF_ASSESSED', 'CITY_REVIEW', 'STANDARD', 'RECTIFYING', 'LAPSED')),
        standard_since date,
        checked_on date,
        version int not null default 1,
        constraint workers_home_name unique (union_id, name_zh),
        constraint workers_home_standard check ((status in ('STANDARD', 'LAPSED')) = (standard_since is not null)
          and (standard_since is null) = (checked_on is null) and checked_on >= standard_since)
      );
      create index workers_home_by_name on workers_home (name_zh, id);
      create index workers_home_by_district on workers_home (district_code, name_zh, id);
      create index workers_home_by_standard on workers_home (standard_since);

      create table home_assessment (
        id uuid constraint home_assessment_pk primary key,
        workers_home_id uuid not null constraint home_assessment_home references workers_home,
        assessed_at timestamptz not null,
        assessed_on date not null,
        by_id uuid not null,
        result text not null constraint home_assessment_result check (result in ('SELF_ASSESSED', 'STANDARD', 'RECTIFYING', 'LAPSED')),
        brights jsonb not null,
        all_pass boolean not null,
        constraint home_assessment_standard check (result <> 'STANDARD' or all_pass)
      );
      create index home_assessment_by_home on home_assessment (workers_home_id, assessed_at);

      create table home_mechanism (
        workers_home_id uuid not null constraint home_mechanism_home references workers_home,
        kind text not null constraint home_mechanism_kind check (kind in ('MANAGEMENT_MEETING', 'STATION_LINK', 'SOCIAL_ORGANISATIONS', 'ACTIVISTS')),
        last_held_on date not null,
        constraint home_mechanism_pk primary key (workers_home_id, kind)
      );
      revoke update on home_assessment from organisation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table home_mechanism, home_assessment, workers_home');
  }
}
