import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One open case for the same applicants, respondent, kind and time (MED-INV-3): of two claims whose periods overlap one must be closed, for
 * each respondent by itself. A claim without a period may be of any time.
 */
export class CompareDisputes1770901000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table case_dispute (
        claim_id uuid not null constraint case_dispute_claim references case_claim,
        case_id uuid not null constraint case_dispute_case references mediation_case,
        applicants_key text not null,
        respondent_key text not null,
        kind text not null,
        period daterange not null,
        open boolean not null,
        constraint case_dispute_pk primary key (claim_id, respondent_key),
        constraint case_dispute_one_open exclude using gist
          (applicants_key with =, respondent_key with =, kind with =, period with &&) where (open)
      );
      create index case_dispute_of_case on case_dispute (case_id);
      create index case_dispute_with_respondent on case_dispute (respondent_key, kind) where open;

      -- What was received before is compared by the key it was received with.
      insert into case_dispute
        select id, case_id, dispute_key, dispute_key, kind, daterange(period_from, period_to, '[]'), open from case_claim;

      create or replace function follow_case() returns trigger language plpgsql as $$
      begin
        update case_dispute set open = (new.closed_at is null) where case_id = new.id and open <> (new.closed_at is null);
        return null;
      end $$;
      drop index case_claim_one_open;
      alter table case_claim drop column dispute_key, drop column open;

      alter table employer_place add column name_hash text constraint employer_place_name_hash check (name_hash ~ '^[0-9a-f]{64}$');
      create index employer_place_by_name on employer_place (name_hash) where name_hash is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index employer_place_by_name;
      alter table employer_place drop column name_hash;
      alter table case_claim add column dispute_key text, add column open boolean;
      update case_claim c set open = d.open,
        dispute_key = encode(sha256(convert_to(d.applicants_key || d.respondent_key || c.kind || d.period::text, 'UTF8')), 'hex')
        from (select distinct on (claim_id) * from case_dispute order by claim_id, respondent_key) d where d.claim_id = c.id;
      alter table case_claim alter column dispute_key set not null, alter column open set not null;
      create unique index case_claim_one_open on case_claim (dispute_key) where open;
      create or replace function follow_case() returns trigger language plpgsql as $$
      begin
        update case_claim set open = (new.closed_at is null) where case_id = new.id and open <> (new.closed_at is null);
        return null;
      end $$;
      drop table case_dispute;
    `);
  }
}
