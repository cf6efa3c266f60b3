import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Subgraphs that their owners register and publish themselves (GOV-INV-1 to 4): their schema versions, the credentials of the programs that publish
 * them, what owners of other subgraphs approved, and the generations of the supergraph.
 */
export class CreateRegistry1771601000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table registered_subgraph
        add column kind text not null default 'HOUSE' constraint subgraph_kind check (kind in ('HOUSE', 'REGISTERED')),
        add column status text not null default 'ACTIVE' constraint subgraph_status check (status in ('PROPOSED', 'ACTIVE', 'REFUSED')),
        add column contact text,
        add column routing_url text,
        add column prefix text constraint subgraph_prefix unique,
        add column registered_by uuid,
        add column registered_at timestamptz,
        add column decided_by uuid,
        add column decided_at timestamptz,
        add column reason text,
        add column version int not null default 1,
        add constraint subgraph_registered check (kind = 'HOUSE' or
          (contact is not null and routing_url is not null and prefix is not null and registered_by is not null and registered_at is not null)),
        add constraint subgraph_name check (kind = 'HOUSE' or name ~ '^ind-[a-z]([a-z0-9-]{0,38}[a-z0-9])?$'),
        add constraint subgraph_prefix_form check (prefix ~ '^[A-Z][A-Za-z]{2,39}$'),
        add constraint subgraph_decided check (kind = 'HOUSE' or
          ((status = 'PROPOSED') = (decided_by is null) and (decided_by is null) = (decided_at is null))),
        add constraint subgraph_refused check (status <> 'REFUSED' or reason is not null),
        add constraint subgraph_duties check (decided_by <> registered_by);

      create table subgraph_credential (
        id uuid constraint subgraph_credential_pk primary key,
        client_id text not null constraint credential_client unique,
        subgraph text not null constraint credential_subgraph references registered_subgraph,
        valid_from timestamptz not null,
        valid_to timestamptz not null,
        added_by uuid not null,
        revoked_at timestamptz,
        revoked_by uuid,
        version int not null default 1,
        constraint credential_times check (valid_to > valid_from),
        constraint credential_revoked check ((revoked_at is null) = (revoked_by is null))
      );
      create index credential_by_subgraph on subgraph_credential (subgraph);

      create table schema_version (
        id uuid constraint schema_version_pk primary key,
        subgraph text not null constraint version_subgraph references registered_subgraph,
        number int not null constraint version_number check (number > 0),
        sdl text not null constraint version_size check (octet_length(sdl) <= 1000000),
        sdl_hash text not null,
        routing_url text not null,
        state text not null constraint version_state check (state in ('PROPOSED', 'CURRENT', 'SUPERSEDED', 'REJECTED', 'ROLLED_BACK')),
        published_by text not null,
        published_at timestamptz not null,
        check_result jsonb not null,
        reason text,
        version int not null default 1,
        constraint version_of_subgraph unique (subgraph, number),
        constraint version_rejected check (state <> 'REJECTED' or reason is not null)
      );
      create unique index version_current on schema_version (subgraph) where state = 'CURRENT';
      create unique index version_proposed on schema_version (subgraph) where state = 'PROPOSED';

      create function keep_schema_version() returns trigger language plpgsql as $$
      begin
        if (new.subgraph, new.number, new.sdl, new.sdl_hash, new.published_by, new.published_at)
          is distinct from (old.subgraph, old.number, old.sdl, old.sdl_hash, old.published_by, old.published_at) then
          raise exception 'A published schema version is never changed.';
        end if;
        return new;
      end $$;
      create trigger schema_version_kept before update on schema_version for each row execute function keep_schema_version();

      create table reference_approval (
        id uuid constraint reference_approval_pk primary key,
        subgraph text not null constraint reference_subgraph references registered_subgraph,
        kind text not null constraint reference_kind check (kind in ('KEY', 'REQUIRES', 'PROVIDES')),
        coordinate text not null,
        owner text not null,
        decision text not null constraint reference_decision check (decision in ('PENDING', 'APPROVED', 'REFUSED')),
        decided_by uuid,
        decided_at timestamptz,
        reason text,
        version int not null default 1,
        constraint reference_of_subgraph unique (subgraph, kind, coordinate),
        constraint reference_decided check ((decision = 'PENDING') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
        constraint reference_refused check (decision <> 'REFUSED' or reason is not null)
      );
      create index reference_by_owner on reference_approval (owner) where decision = 'PENDING';

      create table graph_generation (
        number bigint generated always as identity constraint graph_generation_pk primary key,
        supergraph_hash text not null,
        version_ids uuid[] not null,
        built_at timestamptz not null,
        state text not null constraint generation_state check (state in ('ACTIVE', 'SUPERSEDED'))
      );
      create unique index generation_active on graph_generation (state) where state = 'ACTIVE';

      -- Counted up by every change of what registered subgraphs are served; also the lock under which they are published one after another.
      create table registry_revision (one boolean constraint registry_revision_pk primary key constraint registry_revision_one check (one), revision bigint not null);
      insert into registry_revision values (true, 1);
      create function registry_changed() returns trigger language plpgsql as $$
      begin
        update registry_revision set revision = revision + 1;
        perform pg_notify('registry_changed', '');
        return null;
      end $$;
      ${['registered_subgraph', 'schema_version']
        .map(
          (table) => `create trigger ${table}_changed after insert or update or delete or truncate on ${table}
            for each statement execute function registry_changed();`,
        )
        .join('\n')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger registered_subgraph_changed on registered_subgraph;
      drop table graph_generation, reference_approval, schema_version, subgraph_credential, registry_revision;
      drop function registry_changed, keep_schema_version;
      delete from steward where subgraph in (select name from registered_subgraph where kind = 'REGISTERED');
      delete from registered_subgraph where kind = 'REGISTERED';
      alter table registered_subgraph drop constraint subgraph_registered, drop constraint subgraph_name, drop constraint subgraph_decided,
        drop constraint subgraph_refused, drop constraint subgraph_duties, drop column kind, drop column status, drop column contact,
        drop column routing_url, drop column prefix, drop column registered_by, drop column registered_at, drop column decided_by,
        drop column decided_at, drop column reason, drop column version;
    `);
  }
}
