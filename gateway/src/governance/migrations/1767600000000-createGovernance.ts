import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGovernance1767600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table registered_subgraph (
        name text constraint registered_subgraph_pk primary key,
        owner_union_id uuid not null
      );

      create table steward (
        subgraph text not null constraint steward_subgraph references registered_subgraph,
        person_id uuid not null,
        constraint steward_pk primary key (subgraph, person_id)
      );

      create table partner_client (
        client_id text constraint partner_client_pk primary key,
        party_id uuid not null
      );

      create table data_sharing_agreement (
        id uuid constraint agreement_pk primary key,
        kind text not null constraint agreement_kind check (kind in ('INCUBATED', 'PURCHASED', 'CONTACT', 'RESEARCH', 'LEGAL_SERVICE')),
        party_id uuid not null,
        client_id text not null constraint agreement_client references partner_client,
        purposes text[] not null constraint agreement_purposes check (cardinality(purposes) > 0),
        district_codes text[] not null,
        project_ids text[] not null,
        per_minute int not null constraint agreement_per_minute check (per_minute > 0),
        per_day int not null constraint agreement_per_day check (per_day > 0),
        valid_from date not null,
        valid_to date not null,
        status text not null constraint agreement_status check (status in ('DRAFT', 'UNDER_REVIEW', 'SIGNED', 'SUSPENDED', 'REVOKED')),
        drafted_by uuid not null,
        approved_by uuid,
        impact_assessment_id text,
        reason text,
        ended_on date,
        deletion_confirmed_at timestamptz,
        version int not null default 1,
        constraint agreement_days check (valid_to >= valid_from),
        constraint agreement_duties check (approved_by <> drafted_by),
        constraint agreement_approved check ((approved_by is null) = (impact_assessment_id is null) and (status not in ('SIGNED', 'SUSPENDED') or approved_by is not null)),
        constraint agreement_revoked check ((status = 'REVOKED') = (ended_on is not null) and (status not in ('SUSPENDED', 'REVOKED') or reason is not null))
      );
      create index agreement_by_client on data_sharing_agreement (client_id);
      create index agreement_by_party on data_sharing_agreement (party_id);

      create table field_approval (
        agreement_id uuid not null constraint approval_agreement references data_sharing_agreement,
        coordinate text not null,
        subgraph text not null,
        decision text not null constraint approval_decision check (decision in ('PENDING', 'APPROVED', 'REFUSED')),
        decided_by uuid,
        decided_at timestamptz,
        mask text constraint approval_mask check (mask in ('PARTIAL', 'PSEUDONYM', 'YEAR', 'BAND', 'REGION', 'ROUND_10', 'SUPPRESS_SMALL')),
        reason text,
        constraint approval_pk primary key (agreement_id, coordinate),
        constraint approval_decided check ((decision = 'PENDING') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
        constraint approval_reason check (decision <> 'REFUSED' or reason is not null)
      );
      create index approval_by_subgraph on field_approval (subgraph, agreement_id);

      create table signature (
        agreement_id uuid not null constraint signature_agreement references data_sharing_agreement,
        side text not null constraint signature_side check (side in ('FEDERATION', 'PARTNER')),
        signatory text not null,
        recorded_by uuid not null,
        at timestamptz not null,
        constraint signature_pk primary key (agreement_id, side)
      );
      revoke update on signature from governance_app;

      create table emergency_stop (
        id uuid constraint stop_pk primary key,
        scope text not null constraint stop_scope check (scope in ('FIELD', 'PARTNER', 'CLIENT', 'SUBGRAPH')),
        target text not null,
        reason text not null,
        by_person uuid not null,
        starts_at timestamptz not null,
        ends_at timestamptz,
        lifted_at timestamptz,
        version int not null default 1,
        constraint stop_times check (ends_at > starts_at)
      );

      create table quota_use (
        agreement_id uuid not null constraint quota_agreement references data_sharing_agreement,
        span text not null constraint quota_span check (span in ('MINUTE', 'DAY')),
        starts_at timestamptz not null,
        used int not null,
        constraint quota_pk primary key (agreement_id, span, starts_at)
      );

      -- Every gateway process keeps a copy of who may read what, and asks for this number to know whether it is still right.
      create table governance_version (one boolean constraint governance_version_pk primary key constraint governance_version_one check (one), version bigint not null);
      insert into governance_version values (true, 1);
      create function governance_changed() returns trigger language plpgsql as $$
      begin
        update governance_version set version = version + 1;
        perform pg_notify('governance_changed', '');
        return null;
      end $$;
      ${WATCHED.map(
        (table) => `create trigger ${table}_changed after insert or update or delete or truncate on ${table}
          for each statement execute function governance_changed();`,
      ).join('\n')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table quota_use, emergency_stop, signature, field_approval, data_sharing_agreement, partner_client, steward,
        registered_subgraph, governance_version;
      drop function governance_changed;
    `);
  }
}

const WATCHED = ['data_sharing_agreement', 'field_approval', 'emergency_stop'];
