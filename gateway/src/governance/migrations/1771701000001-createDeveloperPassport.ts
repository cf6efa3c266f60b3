import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passports of developers: with one, a gateway on a developer's machine reads the other subgraphs of the graph for a few hours. */
export class CreateDeveloperPassport1771701000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table developer_passport (
        id uuid constraint developer_passport_pk primary key,
        client_id text not null constraint developer_passport_credential references subgraph_credential (client_id),
        subgraph text not null constraint developer_passport_subgraph references registered_subgraph,
        issued_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        revoked_by text,
        version int not null default 1,
        -- The most that the number DEVELOPER_PASSPORT_HOURS may be set to.
        constraint developer_passport_times check (expires_at > issued_at and expires_at <= issued_at + interval '24 hours'),
        constraint developer_passport_revoked check ((revoked_at is null) = (revoked_by is null))
      );
      create index developer_passport_by_subgraph on developer_passport (subgraph, expires_at) where revoked_at is null;

      create function keep_developer_passport() returns trigger language plpgsql as $$
      begin
        if (new.client_id, new.subgraph, new.issued_at, new.expires_at) is distinct from (old.client_id, old.subgraph, old.issued_at, old.expires_at)
          or old.revoked_at is not null then
          raise exception 'A developer''s passport is only ever revoked.';
        end if;
        return new;
      end $$;
      create trigger developer_passport_kept before update on developer_passport for each row execute function keep_developer_passport();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table developer_passport; drop function keep_developer_passport;');
  }
}
