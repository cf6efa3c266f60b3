import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests of persons about their own data, and what each service that holds some answered (J-17). */
export class CreatePersonalDataRequest1768200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table personal_data_request (
        id uuid constraint personal_data_request_pk primary key,
        member_id uuid not null constraint personal_data_request_member references member,
        kind text not null constraint personal_data_request_kind check (kind in ('ACCESS', 'ERASURE')),
        status text not null,
        requested_by_id uuid not null,
        requested_at timestamptz not null,
        evidence_ref text,
        due_on date not null,
        verified_by_id uuid,
        verified_at timestamptz,
        ended_at timestamptz,
        refusal_reason text,
        version int not null default 1,
        constraint personal_data_request_on_behalf check (requested_by_id = member_id or evidence_ref is not null),
        constraint personal_data_request_two_persons check (requested_by_id = member_id or verified_by_id <> requested_by_id),
        constraint personal_data_request_verified check ((verified_by_id is null) = (verified_at is null)),
        constraint personal_data_request_state check (case status
          when 'RECEIVED' then verified_at is null and ended_at is null
          when 'IN_PROGRESS' then verified_at is not null and ended_at is null
          when 'FULFILLED' then verified_at is not null and ended_at is not null
          when 'REFUSED' then ended_at is not null and refusal_reason is not null
          else false end)
      );
      create unique index personal_data_request_one_open on personal_data_request (member_id, kind) where ended_at is null;
      create index personal_data_request_by_member on personal_data_request (member_id, requested_at, id);
      create index personal_data_request_by_age on personal_data_request (requested_at, id);

      create table personal_data_part (
        request_id uuid not null constraint personal_data_part_request references personal_data_request,
        subgraph text not null,
        outcome text not null constraint personal_data_part_outcome check
          (outcome in ('PENDING', 'COPIED', 'ERASED', 'KEPT_BY_LAW', 'NO_DATA')),
        legal_basis text,
        answered_at timestamptz,
        constraint personal_data_part_pk primary key (request_id, subgraph),
        constraint personal_data_part_answered check ((outcome = 'PENDING') = (answered_at is null)),
        constraint personal_data_part_basis check ((outcome = 'KEPT_BY_LAW') = (legal_basis is not null))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table personal_data_part, personal_data_request');
  }
}
