import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One open case for one applicant, respondent, kind and time, whoever applies beside (MED-INV-3): the disputes are kept for each applicant
 * by itself. A firm is known by the core of its name, too.
 */
export class CompareEachApplicant1771030000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table case_dispute rename to dispute_of_all;
      alter table dispute_of_all drop constraint case_dispute_pk, drop constraint case_dispute_one_open,
        drop constraint case_dispute_claim, drop constraint case_dispute_case;
      drop index case_dispute_of_case, case_dispute_with_respondent;
      create table case_dispute (
        claim_id uuid not null constraint case_dispute_claim references case_claim,
        case_id uuid not null constraint case_dispute_case references mediation_case,
        applicant_key text not null,
        respondent_key text not null,
        kind text not null,
        period daterange not null,
        open boolean not null,
        constraint case_dispute_pk primary key (claim_id, respondent_key, applicant_key),
        constraint case_dispute_one_open exclude using gist
          (applicant_key with =, respondent_key with =, kind with =, period with &&) where (open)
      );
      create index case_dispute_of_case on case_dispute (case_id);
      create index case_dispute_with_respondent on case_dispute (respondent_key, kind) where open;

      -- Of two open cases that only this rule finds to be one dispute, the earlier keeps it.
      insert into case_dispute
        select d.claim_id, d.case_id, coalesce(p.member_id::text,
            lower(regexp_replace(normalize(p.name_zh, nfkc), '\\s', '', 'g')) || ' ' || coalesce(right(p.id_masked, 4), '')),
          d.respondent_key, d.kind, d.period, d.open
        from dispute_of_all d join case_party p on p.case_id = d.case_id and p.side = 'APPLICANT'
        join mediation_case c on c.id = d.case_id order by c.received_at, c.id, p.position
        on conflict do nothing;
      drop table dispute_of_all;

      alter table employer_place add column core_hash text constraint employer_place_core_hash check (core_hash ~ '^[0-9a-f]{64}$');
      create index employer_place_by_core on employer_place (core_hash) where core_hash is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index employer_place_by_core;
      alter table employer_place drop column core_hash;
      alter table case_dispute rename column applicant_key to applicants_key;
      delete from case_dispute d using case_dispute kept
        where kept.claim_id = d.claim_id and kept.respondent_key = d.respondent_key and kept.applicants_key < d.applicants_key;
      alter table case_dispute drop constraint case_dispute_pk;
      alter table case_dispute add constraint case_dispute_pk primary key (claim_id, respondent_key);
    `);
  }
}
