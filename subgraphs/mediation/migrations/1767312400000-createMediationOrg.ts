import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Centres, rooms and committees (S-46 to S-50), law firms and lawyers, mediators, and whom a mediator is related to. */
export class CreateMediationOrg1767312400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists btree_gist;

      create table street_station (
        service_point_id uuid constraint street_station_pk primary key,
        district_code text not null
      );
      create index street_station_by_district on street_station (district_code, service_point_id);

      create table mediation_org (
        id uuid constraint mediation_org_pk primary key,
        kind text not null constraint mediation_org_kind check (kind in
          ('CITY_CENTRE', 'DISTRICT_CENTRE', 'INDUSTRY_CENTRE', 'STREET_ROOM', 'GROUP_COMMITTEE', 'ENTERPRISE_COMMITTEE')),
        name_zh text not null constraint mediation_org_name check (name_zh <> ''),
        district_code text,
        industry text,
        service_point_id uuid,
        enterprise_id uuid,
        headcount_at_founding int,
        headcount_version int not null default 0,
        worker_reps int,
        employer_reps int,
        chair_from_union boolean,
        status text not null constraint mediation_org_status check (status in ('ACTIVE', 'BELOW_THRESHOLD', 'DISSOLVED')),
        scope_path text not null constraint mediation_org_path check (scope_path ~ '^/city/(.+/)?$'),
        version int not null default 1,
        constraint mediation_org_group_threshold check (kind <> 'GROUP_COMMITTEE' or coalesce(headcount_at_founding, 0) >= 5000),
        constraint mediation_org_enterprise_threshold check (kind <> 'ENTERPRISE_COMMITTEE' or coalesce(headcount_at_founding, 0) >= 100),
        constraint mediation_org_equal_sides check (kind <> 'ENTERPRISE_COMMITTEE' or (worker_reps >= 1 and worker_reps = employer_reps) is true),
        constraint mediation_org_place check (case kind
          when 'DISTRICT_CENTRE' then district_code is not null
          when 'INDUSTRY_CENTRE' then industry is not null
          when 'STREET_ROOM' then service_point_id is not null and district_code is not null
          when 'GROUP_COMMITTEE' then enterprise_id is not null
          when 'ENTERPRISE_COMMITTEE' then enterprise_id is not null
          else true end)
      );
      create unique index mediation_org_one_city_centre on mediation_org (kind) where kind = 'CITY_CENTRE' and status <> 'DISSOLVED';
      create unique index mediation_org_one_district_centre on mediation_org (district_code) where kind = 'DISTRICT_CENTRE' and status <> 'DISSOLVED';
      create unique index mediation_org_one_industry_centre on mediation_org (industry) where kind = 'INDUSTRY_CENTRE' and status <> 'DISSOLVED';
      create unique index mediation_org_one_room on mediation_org (service_point_id) where service_point_id is not null and status <> 'DISSOLVED';
      create unique index mediation_org_one_committee on mediation_org (enterprise_id) where enterprise_id is not null and status <> 'DISSOLVED';
      create index mediation_org_by_name on mediation_org (name_zh, id);
      create index mediation_org_by_district on mediation_org (district_code, name_zh, id);
      create index mediation_org_by_kind on mediation_org (kind, name_zh, id);

      create table law_firm (
        id uuid constraint law_firm_pk primary key,
        name_zh text not null,
        licence_no text not null constraint law_firm_licence unique
      );
      create table service_contract (
        id uuid constraint service_contract_pk primary key,
        firm_id uuid not null constraint service_contract_firm references law_firm,
        from_on date not null,
        to_on date not null,
        fee_fen bigint not null constraint service_contract_fee check (fee_fen >= 0),
        org_ids uuid[] not null,
        constraint service_contract_term check (to_on >= from_on)
      );
      create index service_contract_by_firm on service_contract (firm_id, from_on, id);
      create table lawyer (
        id uuid constraint lawyer_pk primary key,
        person_id uuid not null constraint lawyer_person unique,
        name_zh text not null,
        licence_no text not null constraint lawyer_licence unique,
        firm_id uuid not null constraint lawyer_firm references law_firm
      );
      create index lawyer_by_firm on lawyer (firm_id);
      create table duty_shift (
        id uuid constraint duty_shift_pk primary key,
        lawyer_id uuid not null constraint duty_shift_lawyer references lawyer,
        org_id uuid not null constraint duty_shift_org references mediation_org,
        start_at timestamptz not null,
        end_at timestamptz not null,
        constraint duty_shift_span check (end_at > start_at),
        constraint duty_shift_one_place exclude using gist (lawyer_id with =, tstzrange(start_at, end_at) with &&)
      );

      create table mediator (
        id uuid constraint mediator_pk primary key,
        org_id uuid not null constraint mediator_org references mediation_org,
        person_id uuid not null,
        name_zh text not null,
        kind text not null constraint mediator_kind check (kind in ('UNION_CADRE', 'SOCIAL_WORKER', 'LAWYER', 'WORKER_REP', 'EMPLOYER_REP')),
        term_from date not null,
        term_to date not null,
        lawyer_id uuid constraint mediator_lawyer references lawyer,
        case_cap int not null constraint mediator_cap check (case_cap between 1 and 100),
        version int not null default 1,
        constraint mediator_term check (term_to >= (term_from + interval '1 year')::date - 1),
        constraint mediator_one_term exclude using gist (org_id with =, person_id with =, daterange(term_from, term_to, '[]') with &&)
      );
      create index mediator_by_org on mediator (org_id, name_zh, id);
      create index mediator_by_person on mediator (person_id, term_to desc);

      create table party_relation (
        id uuid constraint party_relation_pk primary key,
        person_id uuid not null,
        kind text not null constraint party_relation_kind check (kind in ('RELATIVE', 'EMPLOYED_BY', 'ACTED_FOR', 'RECUSED')),
        other_person_id uuid,
        enterprise_id uuid,
        case_id uuid,
        constraint party_relation_with check (num_nonnulls(other_person_id, enterprise_id, case_id) = 1)
      );
      create index party_relation_by_person on party_relation (person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table party_relation, mediator, duty_shift, lawyer, service_contract, law_firm, mediation_org, street_station;
      drop extension btree_gist;
    `);
  }
}
