import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workers' records, their way into a union, and what they allow to be done with their data. */
export class CreateMember1767315000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence member_no_seq start with 1000000;

      create table member (
        id uuid constraint member_pk primary key,
        member_no text constraint member_no unique,
        name_zh text not null,
        identity_hash text not null,
        identity_masked text not null constraint member_identity_masked check (identity_masked ~ '^[0-9]{3}\\*+[0-9X]{0,4}$'),
        gender text constraint member_gender check (gender in ('FEMALE', 'MALE')),
        birth_year int,
        hukou_type text constraint member_hukou_type check (hukou_type in ('LOCAL_URBAN', 'LOCAL_RURAL', 'OTHER_URBAN', 'OTHER_RURAL')),
        is_migrant_worker boolean not null,
        phone_masked text constraint member_phone_masked check (phone_masked like '%*%'),
        email text,
        employment_kind text not null constraint member_employment_kind check (employment_kind in
          ('REGULAR', 'DISPATCHED', 'MICRO_FIRM', 'SELF_EMPLOYED', 'CASUAL', 'TAXI_DRIVER', 'DOMESTIC_WORKER', 'UNEMPLOYED', 'RETIRED')),
        employer_id uuid constraint member_employer references enterprise,
        contract_term_months int constraint member_contract_term check (contract_term_months > 0),
        membership_status text not null constraint member_status check (membership_status in
          ('NONE', 'ACTIVE', 'TRANSFERRING', 'RETAINED', 'LEFT', 'EXPELLED', 'DECEASED')),
        union_id uuid constraint member_union references trade_union,
        joined_at date,
        district_code text not null constraint member_district references district,
        scope_path text collate "C" not null,
        version int not null default 1,
        constraint member_in_union check (
          (membership_status in ('ACTIVE', 'TRANSFERRING', 'RETAINED')) = (union_id is not null)
          and (union_id is null or (member_no is not null and joined_at is not null)))
      );
      create unique index member_one_membership on member (identity_hash) where membership_status in ('ACTIVE', 'TRANSFERRING', 'RETAINED');
      create index member_by_identity on member (identity_hash);
      create index member_by_name on member (name_zh, id);
      create index member_by_path on member (scope_path, name_zh, id);
      create index member_by_union on member (union_id, name_zh, id);

      create table membership_application (
        id uuid constraint membership_application_pk primary key,
        member_id uuid not null constraint membership_application_member references member,
        union_id uuid not null constraint membership_application_union references trade_union,
        status text not null constraint membership_application_status check (status in ('SUBMITTED', 'UNDER_REVIEW', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
        submitted_by_id uuid not null,
        submitted_at timestamptz not null,
        evidence_ref text,
        decided_by_id uuid,
        decided_at timestamptz,
        reason text,
        version int not null default 1,
        constraint membership_application_on_behalf check (submitted_by_id = member_id or evidence_ref is not null),
        constraint membership_application_decided check ((status in ('APPROVED', 'REJECTED')) = (decided_by_id is not null)
          and (decided_by_id is null) = (decided_at is null)),
        constraint membership_application_reason check (status <> 'REJECTED' or reason is not null),
        constraint membership_application_two_persons check (decided_by_id <> submitted_by_id and decided_by_id <> member_id)
      );
      create unique index membership_application_one_open on membership_application (member_id) where status in ('SUBMITTED', 'UNDER_REVIEW');
      create index membership_application_by_union on membership_application (union_id, status, submitted_at, id);

      create table consent (
        id uuid constraint consent_pk primary key,
        member_id uuid not null constraint consent_member references member,
        purpose text not null constraint consent_purpose check (purpose in ('DELIVERY', 'REPORTING', 'MATCHING', 'STATISTICS', 'LEGAL_AID')),
        scope text[] not null constraint consent_scope check (cardinality(scope) > 0),
        separate boolean not null,
        given_at timestamptz not null,
        withdrawn_at timestamptz,
        evidence_ref text not null,
        version int not null default 1,
        constraint consent_times check (withdrawn_at >= given_at)
      );
      create index consent_by_member on consent (member_id, given_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table consent, membership_application, member; drop sequence member_no_seq');
  }
}
