import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';
import { appRole } from './provision.ts';

/**
 * The tables that every subgraph has, whatever its nouns. The service may read and write its tables but not delete from
 * them, and may not change what is append-only; a migration grants more where a table needs it.
 */
export function houseMigration({ name }: SubgraphDefinition): new () => MigrationInterface {
  const app = appRole(name);
  return class House implements MigrationInterface {
    name = 'House1767225600000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        grant usage on schema public to ${app};
        alter default privileges in schema public grant select, insert, update on tables to ${app};
        alter default privileges in schema public grant usage, select on sequences to ${app};

        create table idempotency (
          subject text not null,
          key text not null,
          request_hash text not null,
          result jsonb,
          created_at timestamptz not null,
          constraint idempotency_pk primary key (subject, key)
        );
        grant delete on idempotency to ${app};
        create index idempotency_age on idempotency (created_at);

        create table audit_event (
          seq bigint generated always as identity constraint audit_event_pk primary key,
          at timestamptz not null,
          actor text not null,
          person_id uuid,
          roles text[] not null,
          purpose text,
          coordinates text[] not null,
          entity_ids text[] not null,
          decision text not null constraint audit_event_decision check (decision ~ '^(ALLOWED|[A-Z_]+)$'),
          request_id text
        );
        create index audit_event_entity on audit_event using gin (entity_ids);

        create table inbox (
          event_id text constraint inbox_pk primary key,
          type text not null,
          source text not null,
          received_at timestamptz not null
        );

        create table data_set (
          name text constraint data_set_pk primary key,
          loaded_at timestamptz not null
        );

        revoke update on audit_event, inbox from ${app};
        revoke insert, update on data_set from ${app};
      `);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`
        drop table data_set, inbox, audit_event, idempotency;
        alter default privileges in schema public revoke all on tables from ${app};
        alter default privileges in schema public revoke all on sequences from ${app};
        revoke usage on schema public from ${app};
      `);
    }
  };
}
