import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';
import { appRole } from './provision.ts';

/**
 * What every subgraph keeps to respect persons' rights: the consents that organisation told of, and the requests of persons
 * about their own data; and who works on the job queue.
 */
export function peopleMigration({ name }: SubgraphDefinition): new () => MigrationInterface {
  const app = appRole(name);
  return class People implements MigrationInterface {
    name = 'People1767900000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table consent_standing (
          consent_id uuid constraint consent_standing_pk primary key,
          member_id uuid not null,
          purpose text not null,
          scope text[] not null,
          separate boolean not null,
          given_at timestamptz not null,
          withdrawn_at timestamptz,
          seen_version int not null
        );
        create index consent_standing_by_member on consent_standing (member_id, purpose);

        create table data_request (
          id uuid constraint data_request_pk primary key,
          member_id uuid not null,
          kind text not null constraint data_request_kind check (kind in ('ACCESS', 'ERASURE')),
          outcome text not null constraint data_request_outcome check (outcome in ('COPIED', 'ERASED', 'KEPT_BY_LAW', 'NO_DATA')),
          legal_basis text,
          answered_at timestamptz not null,
          constraint data_request_basis check ((outcome = 'KEPT_BY_LAW') = (legal_basis is not null))
        );
        create index data_request_by_member on data_request (member_id);

        create table job_worker (
          worker_id text constraint job_worker_pk primary key,
          alive_at timestamptz not null
        );
        grant delete on consent_standing, job_worker to ${app};
        revoke update on data_request from ${app};
      `);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('drop table job_worker, data_request, consent_standing');
    }
  };
}
