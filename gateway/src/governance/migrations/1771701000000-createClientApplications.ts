import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applications that ask the graph, their published operations, and when these were requested (2.7). */
export class CreateClientApplications1771701000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table client_application (
        id uuid constraint client_application_pk primary key,
        name text not null constraint client_application_name unique,
        team text not null,
        contact text not null,
        client_id text not null constraint client_application_client unique,
        publisher_client_id text not null constraint client_application_publisher unique,
        registered_by uuid not null,
        registered_at timestamptz not null,
        safelist_only boolean not null default false,
        version int not null default 1
      );

      create table persisted_operation (
        id uuid constraint persisted_operation_pk primary key,
        application_id uuid not null constraint operation_application references client_application,
        hash text not null constraint operation_hash check (hash ~ '^[0-9a-f]{64}$'),
        name text,
        document text not null constraint operation_size check (octet_length(document) <= 131072),
        coordinates text[] not null,
        fetches int not null constraint operation_fetches check (fetches >= 0),
        cost int not null constraint operation_cost check (cost >= 0),
        max_fetches int constraint operation_max_fetches check (fetches <= max_fetches),
        max_cost int constraint operation_max_cost check (cost <= max_cost),
        published_by text not null,
        published_at timestamptz not null,
        retired_at timestamptz,
        version int not null default 1,
        constraint operation_of_application unique (application_id, hash),
        constraint operation_hash_of_document check (hash = encode(sha256(convert_to(document, 'UTF8')), 'hex'))
      );
      create index operation_by_coordinate on persisted_operation using gin (coordinates) where retired_at is null;

      create table operation_use (
        operation_id uuid not null constraint use_operation references persisted_operation,
        day date not null,
        requests bigint not null constraint use_requests check (requests > 0),
        last_used_at timestamptz not null,
        constraint operation_use_pk primary key (operation_id, day)
      );

      create function keep_persisted_operation() returns trigger language plpgsql as $$
      begin
        if (new.application_id, new.hash, new.document) is distinct from (old.application_id, old.hash, old.document) then
          raise exception 'The document of a persisted operation is never changed.';
        end if;
        return new;
      end $$;
      create trigger persisted_operation_kept before update on persisted_operation
        for each row execute function keep_persisted_operation();

      create function client_applications_changed() returns trigger language plpgsql as $$
      begin
        perform pg_notify('client_applications_changed', '');
        return null;
      end $$;
      -- Whatever changes the operations changes the version of their application.
      create trigger client_application_changed after insert or update or delete or truncate on client_application
        for each statement execute function client_applications_changed();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table operation_use, persisted_operation, client_application;
      drop function keep_persisted_operation, client_applications_changed;
    `);
  }
}
