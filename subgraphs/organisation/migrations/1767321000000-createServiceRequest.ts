import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests to 12351 (S-15), and the days that differ from their weekday: holidays, and weekends that are worked. */
export class CreateServiceRequest1767321000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calendar_day (
        day date constraint calendar_day_pk primary key,
        working boolean not null,
        name_zh text not null
      );
      revoke update on calendar_day from organisation_app;

      create table service_request (
        id uuid constraint service_request_pk primary key,
        channel text not null constraint service_request_channel check (channel in ('HOTLINE', 'WEB', 'SMS', 'VISIT', 'STATION', 'GRID', 'CADRE')),
        category text not null constraint service_request_category check (category in ('RIGHTS', 'SERVICES', 'DEVELOPMENT')),
        topic text not null constraint service_request_topic check (length(topic) between 1 and 60),
        text text not null,
        requester_id uuid constraint service_request_requester references member,
        district_code text not null constraint service_request_district references district,
        scope_path text collate "C" not null,
        status text not null,
        difficulty text constraint service_request_difficulty check (difficulty in ('SIMPLE', 'COMMON', 'HARD')),
        received_at timestamptz not null,
        due_at timestamptz not null,
        target text constraint service_request_target check (target in ('ORGANISATION', 'MEDIATION', 'TRAINING', 'VENUES', 'WARMTH_FUND')),
        handled_by_type text,
        handled_by_id uuid,
        answer text,
        resolved_at timestamptz,
        satisfaction int constraint service_request_satisfaction check (satisfaction between 1 and 5),
        closed_at timestamptz,
        reopened_at timestamptz,
        duplicate_of_id uuid constraint service_request_duplicate_of references service_request,
        version int not null default 1,
        constraint service_request_state check (case status
          when 'RECEIVED' then difficulty is null
          when 'TRIAGED' then difficulty is not null and target is null
          when 'DISPATCHED' then difficulty is not null and target is not null
          when 'IN_PROGRESS' then target is not null
          when 'RESOLVED' then answer is not null and resolved_at is not null
          when 'CLOSED' then closed_at is not null and answer is not null and resolved_at is not null
          when 'REOPENED' then reopened_at is not null
          when 'ESCALATED' then true
          when 'DUPLICATE' then true
          else false end),
        constraint service_request_duplicate check ((status = 'DUPLICATE') = (duplicate_of_id is not null) and duplicate_of_id <> id),
        constraint service_request_closed check ((status = 'CLOSED') = (closed_at is not null)),
        constraint service_request_handled check ((handled_by_type is null) = (handled_by_id is null)
          and handled_by_type in ('MediationCase', 'AidApplication'))
      );
      create index service_request_by_path on service_request (scope_path, received_at, id);
      create index service_request_by_time on service_request (received_at, id);
      create index service_request_by_requester on service_request (requester_id, received_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table service_request, calendar_day');
  }
}
