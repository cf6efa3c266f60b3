import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What published schemas take from partners, applications and other subgraphs, and what these say to it: each for itself (2.7). */
export class AcknowledgeChanges1773000000151 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table schema_version add constraint version_with_hash unique (id, sdl_hash);
      create table change_acknowledgement (
        id uuid constraint change_acknowledgement_pk primary key,
        version_id uuid not null,
        sdl_hash text not null,
        party text not null constraint acknowledgement_party check (party in ('PARTNER', 'APPLICATION', 'SUBGRAPH')),
        party_id text not null,
        loses text[] not null constraint acknowledgement_loses check (cardinality(loses) > 0),
        change_hash text not null constraint acknowledgement_hash check (change_hash ~ '^[0-9a-f]{64}$'),
        decision text not null constraint acknowledgement_decision check (decision in ('PENDING', 'ACKNOWLEDGED', 'REFUSED', 'VOID')),
        notice_until date,
        waives_notice boolean not null default false,
        decided_by uuid,
        decided_by_client text,
        decided_at timestamptz,
        reason text,
        version int not null default 1,
        constraint acknowledgement_of_version unique (version_id, party, party_id),
        -- An acknowledgement is for one schema: that of another version has its own.
        constraint acknowledgement_of_schema foreign key (version_id, sdl_hash) references schema_version (id, sdl_hash),
        constraint acknowledgement_decided check (decision = 'VOID' or
          ((decision = 'PENDING') = (decided_at is null) and num_nonnulls(decided_by, decided_by_client) = num_nonnulls(decided_at))),
        constraint acknowledgement_decider check ((party = 'SUBGRAPH' or decided_by is null) and (party <> 'SUBGRAPH' or decided_by_client is null)),
        constraint acknowledgement_notice check ((party = 'PARTNER') = (notice_until is not null) and (party = 'PARTNER' or not waives_notice)),
        constraint acknowledgement_refused check (decision <> 'REFUSED' or reason is not null)
      );
      create index acknowledgement_by_party on change_acknowledgement (party, party_id) where decision = 'PENDING';

      -- Nobody acknowledges for another, and what was said stays said while the change is the same.
      create function keep_acknowledgement() returns trigger language plpgsql as $$
      begin
        if (new.version_id, new.sdl_hash, new.party, new.party_id) is distinct from (old.version_id, old.sdl_hash, old.party, old.party_id)
          or (old.decision in ('ACKNOWLEDGED', 'REFUSED') and new.decision <> 'VOID' and new.change_hash = old.change_hash) then
          raise exception 'What a party said to a change is never changed.';
        end if;
        if new.decision in ('ACKNOWLEDGED', 'REFUSED') and new.change_hash <> old.change_hash then
          raise exception 'A change is acknowledged as it was told.';
        end if;
        if new.decision in ('ACKNOWLEDGED', 'REFUSED') and not (case new.party
          when 'PARTNER' then exists (select from data_sharing_agreement where id::text = new.party_id and client_id = new.decided_by_client)
          when 'APPLICATION' then exists (select from client_application where id::text = new.party_id and publisher_client_id = new.decided_by_client)
          else new.decided_by is not null end) then
          raise exception 'Nobody acknowledges a change for another.';
        end if;
        return new;
      end $$;
      create trigger change_acknowledgement_kept before update on change_acknowledgement
        for each row execute function keep_acknowledgement();

      create function serve_acknowledged() returns trigger language plpgsql as $$
      begin
        if exists (select from change_acknowledgement where version_id = new.id and decision in ('PENDING', 'REFUSED')) then
          raise exception 'A version is served when everybody whom it takes something from has acknowledged that.';
        end if;
        return new;
      end $$;
      create trigger schema_version_acknowledged before update on schema_version
        for each row when (old.state = 'PROPOSED' and new.state = 'CURRENT') execute function serve_acknowledged();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger schema_version_acknowledged on schema_version;
      drop table change_acknowledgement;
      drop function keep_acknowledgement, serve_acknowledged;
      alter table schema_version drop constraint version_with_hash;
    `);
  }
}
