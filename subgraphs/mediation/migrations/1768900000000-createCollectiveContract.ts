import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Collective contracts that were filed, whom they cover, and what is known of employers (S-38, IND-02, IND-03). */
export class CreateCollectiveContract1768900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table collective_contract (
        id uuid constraint collective_contract_pk primary key,
        kind text not null constraint collective_contract_kind check (kind in ('COLLECTIVE', 'WAGE_SPECIAL', 'AREA', 'INDUSTRY')),
        workers_side_id uuid not null,
        workers_covered int not null constraint collective_contract_workers check (workers_covered > 0),
        term_from date not null,
        term_to date not null,
        signed_on date not null,
        filed_on date not null,
        objection text constraint collective_contract_objection check (length(objection) between 1 and 2000),
        objected_on date,
        scope_path text not null,
        version int not null,
        constraint collective_contract_term check (term_to > term_from),
        constraint collective_contract_filed check (filed_on >= signed_on),
        constraint collective_contract_objected check ((objection is null) = (objected_on is null))
      );

      create table collective_contract_employer (
        contract_id uuid not null constraint collective_contract_employer_contract references collective_contract,
        enterprise_id uuid not null,
        constraint collective_contract_employer_pk primary key (contract_id, enterprise_id)
      );
      create index collective_contract_of_employer on collective_contract_employer (enterprise_id);

      create table employer_place (
        enterprise_id uuid constraint employer_place_pk primary key,
        district_code text not null,
        union_id uuid,
        above_scale boolean not null,
        seen_version int not null
      );
      create index employer_place_with_union on employer_place (district_code) where union_id is not null;
      revoke update on collective_contract_employer from mediation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table employer_place, collective_contract_employer, collective_contract');
  }
}
