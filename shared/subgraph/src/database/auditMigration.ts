import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';
import { appRole } from './provision.ts';

/**
 * Makes the audit tamper-evident (domain rule C-18): each row is signed by the service, and `audit_seal` chains the rows in the order in
 * which they were sealed. A trigger queues every new row for its seal, whoever inserts it.
 */
export function auditMigration({ name }: SubgraphDefinition): new () => MigrationInterface {
  const app = appRole(name);
  return class Audit implements MigrationInterface {
    name = 'Audit1770200000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        alter table audit_event
          add column id uuid constraint audit_event_id unique,
          add column repeats int not null default 1 constraint audit_event_repeats check (repeats > 0),
          add column key_id text,
          add column signature text,
          -- Rows of before have none, and no more of these come.
          add constraint audit_event_signed check (id is not null and key_id is not null and signature is not null) not valid;

        -- Rows that no seal holds yet.
        create table audit_unsealed (
          seq bigint constraint audit_unsealed_pk primary key,
          queued_at timestamptz not null default clock_timestamp()
        );
        create function queue_for_seal() returns trigger language plpgsql as $$
        begin
          insert into audit_unsealed (seq) select seq from added;
          return null;
        end $$;
        create trigger audit_event_queued after insert on audit_event
          referencing new table as added for each statement execute function queue_for_seal();
        insert into audit_unsealed (seq) select seq from audit_event;

        -- One link of the chain: the rows that were sealed together, with the digest of each (32 bytes, one after the other).
        create table audit_seal (
          number bigint constraint audit_seal_pk primary key,
          previous_hash bytea not null,
          seqs bigint[] not null,
          digests bytea not null,
          hash bytea not null,
          signed_at timestamptz not null,
          key_id text not null,
          signature text not null,
          constraint audit_seal_digests check (octet_length(digests) = 32 * cardinality(seqs))
        );
        -- Where the chain ends. Whoever holds this row is the one who seals.
        create table audit_head (
          one boolean constraint audit_head_pk primary key default true constraint audit_head_one check (one),
          number bigint not null,
          hash bytea not null
        );
        insert into audit_head (number, hash) values (0, sha256(convert_to('union-graph audit of ${name}', 'UTF8')));

        revoke update on audit_seal, audit_unsealed from ${app};
        revoke insert on audit_head from ${app};
        grant delete on audit_unsealed to ${app};
      `);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`
        drop trigger audit_event_queued on audit_event;
        drop function queue_for_seal();
        drop table audit_head, audit_seal, audit_unsealed;
        alter table audit_event drop constraint audit_event_signed, drop column signature, drop column key_id, drop column repeats,
          drop column id;
      `);
    }
  };
}
