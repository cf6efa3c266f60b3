import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The art troupe with its teams, members and performances (S-75). A performer's row carries the time of the performance, kept equal by a
 * foreign key, so that an exclusion constraint holds VEN-INV-7 for persons as it does for teams.
 */
export class CreateTroupe1773000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TROUPE);
    await runner.query(PERFORMANCE);
    await runner.query('grant delete on troupe_member, troupe_team_member, performance_cast to venues_app;');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table performance_cast, performance, troupe_team_member, troupe_member, troupe_team, art_troupe;');
  }
}

const TROUPE = `
  create table art_troupe (
    id uuid constraint art_troupe_pk primary key,
    name_zh text collate pinyin not null,
    founded_month text not null constraint art_troupe_founded_month check (founded_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    founded_on date constraint art_troupe_founded_on check (to_char(founded_on, 'YYYY-MM') = founded_month),
    scope_path text not null constraint art_troupe_scope_path check (scope_path ~ '^/.+/$'),
    version int not null default 1
  );
  create unique index art_troupe_once on art_troupe (lower(replace(name_zh, ' ', '')));

  create table troupe_team (
    id uuid constraint troupe_team_pk primary key,
    troupe_id uuid not null constraint troupe_team_troupe references art_troupe,
    name_zh text collate pinyin not null,
    kind text not null constraint troupe_team_kind check (kind in ('DIRECT', 'ENTERPRISE')),
    enterprise_id uuid,
    created_at timestamptz not null,
    version int not null default 1,
    constraint troupe_team_of_enterprise check (kind = 'ENTERPRISE' or enterprise_id is null)
  );
  create unique index troupe_team_once on troupe_team (troupe_id, lower(replace(name_zh, ' ', '')));

  create table troupe_member (
    id uuid constraint troupe_member_pk primary key,
    troupe_id uuid not null constraint troupe_member_troupe references art_troupe,
    member_id uuid not null,
    skill text not null,
    joined_at timestamptz not null,
    version int not null default 1,
    constraint troupe_member_once unique (troupe_id, member_id)
  );
  create index troupe_member_by_member on troupe_member (member_id);

  create table troupe_team_member (
    team_id uuid not null constraint troupe_team_member_team references troupe_team,
    performer_id uuid not null constraint troupe_team_member_member references troupe_member on delete cascade,
    joined_at timestamptz not null,
    constraint troupe_team_member_pk primary key (team_id, performer_id)
  );
  create index troupe_team_member_by_member on troupe_team_member (performer_id);
`;

const PERFORMANCE = `
  create table performance (
    id uuid constraint performance_pk primary key,
    team_id uuid not null constraint performance_team references troupe_team,
    start_at timestamptz not null,
    end_at timestamptz not null,
    place text not null,
    request_id uuid constraint performance_request references outreach_request,
    status text not null constraint performance_status check (status in ('PLANNED', 'CAST_CONFIRMED', 'REPORTED', 'CANCELLED')),
    is_live boolean generated always as (status <> 'CANCELLED') stored,
    audience int constraint performance_audience check (audience >= 0),
    report text,
    reported_at timestamptz,
    cancel_reason text,
    planned_at timestamptz not null,
    scope_path text not null constraint performance_scope_path check (scope_path ~ '^/.+/$'),
    version int not null default 1,
    constraint performance_in_order check (start_at < end_at),
    constraint performance_reported check ((status = 'REPORTED') = (reported_at is not null) and (status = 'REPORTED') = (audience is not null)
      and (report is null or status = 'REPORTED')),
    constraint performance_cancelled check ((status = 'CANCELLED') = (cancel_reason is not null)),
    constraint performance_at unique (id, team_id, start_at, end_at, is_live),
    constraint performance_no_overlap exclude using gist (team_id with =, tstzrange(start_at, end_at) with &&) where (status <> 'CANCELLED')
  );
  create unique index performance_of_request on performance (request_id) where status <> 'CANCELLED';
  create index performance_by_time on performance (start_at, id);
  create index performance_by_team on performance (team_id, start_at, id);

  create table performance_cast (
    performance_id uuid not null,
    performer_id uuid not null,
    team_id uuid not null,
    start_at timestamptz not null,
    end_at timestamptz not null,
    is_live boolean not null,
    constraint performance_cast_pk primary key (performance_id, performer_id),
    constraint performance_cast_performance foreign key (performance_id, team_id, start_at, end_at, is_live)
      references performance (id, team_id, start_at, end_at, is_live) on update cascade,
    constraint performance_cast_of_team foreign key (team_id, performer_id)
      references troupe_team_member (team_id, performer_id) on delete cascade,
    constraint performance_cast_no_overlap exclude using gist (performer_id with =, tstzrange(start_at, end_at) with &&) where (is_live)
  );
  create index performance_cast_of_member on performance_cast (team_id, performer_id);
`;
