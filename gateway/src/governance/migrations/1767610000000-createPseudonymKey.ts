import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePseudonymKey1767610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A partner's pseudonyms are hashed with a key of its own, so that two partners cannot put theirs together. Renewed when the
      -- partner has deleted what it read: what it may have kept tells nothing about what it reads later.
      create table pseudonym_key (
        party_id uuid constraint pseudonym_key_pk primary key,
        secret bytea not null constraint pseudonym_key_length check (length(secret) = 32)
      );
      -- Random UUIDs come from the generator for keys; of each, 6 of 128 bits are fixed.
      create function fresh_secret() returns bytea language sql volatile as $$
        select sha256(decode(replace(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')) $$;
      create function party_gets_key() returns trigger language plpgsql as $$
      begin
        insert into pseudonym_key values (new.party_id, fresh_secret()) on conflict on constraint pseudonym_key_pk do nothing;
        return null;
      end $$;
      create trigger agreement_party_key after insert on data_sharing_agreement for each row execute function party_gets_key();
      insert into pseudonym_key select party_id, fresh_secret() from (select distinct party_id from data_sharing_agreement) a;
      create trigger pseudonym_key_changed after update or delete or truncate on pseudonym_key
        for each statement execute function governance_changed();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger agreement_party_key on data_sharing_agreement;
      drop function party_gets_key;
      drop table pseudonym_key;
      drop function fresh_secret;
    `);
  }
}
