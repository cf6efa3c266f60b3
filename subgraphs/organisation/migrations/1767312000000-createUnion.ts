import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The union tree and who works in it. Each row names its parent's kind beside the parent, held true by the foreign key;
 * so `union_parent_allowed` can say which kind may stand under which. Every allowed pair leads one rank up: no row can
 * become its own ancestor, whoever writes at the same time (ORG-INV-4).
 */
export class CreateUnion1767312000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table trade_union (
        id uuid constraint union_pk primary key,
        kind text not null,
        status text not null constraint union_status check (status in ('PREPARING', 'APPROVED', 'ACTIVE', 'SUSPENDED', 'MERGED', 'DISSOLVED')),
        name_zh text not null,
        name text not null,
        parent_id uuid,
        parent_kind text,
        dual_parent_id uuid constraint union_dual_parent references trade_union,
        district_code text constraint union_district_code references district,
        industry text,
        chair_id uuid,
        approved_by_id uuid constraint union_approved_by references trade_union,
        approved_at date,
        member_count int not null default 0 constraint union_member_count check (member_count >= 0),
        female_member_count int not null default 0 constraint union_female_count check (female_member_count between 0 and member_count),
        migrant_member_count int not null default 0 constraint union_migrant_count check (migrant_member_count between 0 and member_count),
        scope_path text collate "C" not null constraint union_path unique,
        level int not null generated always as (length(scope_path) - length(replace(scope_path, '/', '')) - 2) stored,
        version int not null default 1,
        constraint union_kind_key unique (id, kind),
        constraint union_parent foreign key (parent_id, parent_kind) references trade_union (id, kind),
        constraint union_parent_allowed check (case kind
          when 'CITY_FEDERATION' then parent_id is null and parent_kind is null
          when 'DISTRICT_FEDERATION' then parent_id is not null and parent_kind is not distinct from 'CITY_FEDERATION'
          when 'INDUSTRIAL_UNION' then parent_id is not null and parent_kind is not distinct from 'CITY_FEDERATION'
          when 'BUREAU_COMPANY_UNION' then parent_id is not null and parent_kind is not distinct from 'INDUSTRIAL_UNION'
          when 'STREET_UNION' then parent_id is not null and parent_kind is not distinct from 'DISTRICT_FEDERATION'
          when 'COMMUNITY_JOINT_UNION' then parent_id is not null and coalesce(parent_kind in ('DISTRICT_FEDERATION', 'STREET_UNION'), false)
          when 'ENTERPRISE_UNION' then parent_id is not null
            and coalesce(parent_kind in ('DISTRICT_FEDERATION', 'STREET_UNION', 'BUREAU_COMPANY_UNION'), false)
          else false end),
        constraint union_district_has_code check (kind <> 'DISTRICT_FEDERATION' or district_code is not null),
        constraint union_industry check ((kind = 'INDUSTRIAL_UNION') = (industry is not null)),
        constraint union_approved_has_day check (status = 'PREPARING' or parent_id is null or (approved_by_id is not null and approved_at is not null))
      );
      create unique index union_one_root on trade_union (kind) where kind = 'CITY_FEDERATION';
      create index union_by_parent on trade_union (parent_id, name_zh, id);

      create table union_district (
        union_id uuid not null constraint union_district_union references trade_union,
        district_code text not null constraint union_district_district references district,
        constraint union_district_pk primary key (union_id, district_code)
      );

      create table staff_member (
        id uuid constraint staff_member_pk primary key,
        name_zh text not null,
        role text not null constraint staff_role check (role in ('SOCIAL_WORKER', 'JOINT_UNION_OFFICER', 'HQ_CADRE', 'UNION_CHAIR', 'HOTLINE_AGENT')),
        employer text not null constraint staff_employer check (employer in ('CITY_RECRUITED', 'GRASSROOTS', 'CITY_HQ', 'ENTERPRISE')),
        hired_at date not null,
        on_public_duty boolean not null,
        work_phone text,
        work_email text,
        union_id uuid not null constraint staff_union references trade_union,
        scope_path text collate "C" not null,
        version int not null default 1
      );
      create index staff_by_path on staff_member (scope_path);
      alter table trade_union add constraint union_chair foreign key (chair_id) references staff_member deferrable initially deferred;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trade_union drop constraint union_chair;
      drop table staff_member, union_district, trade_union;
    `);
  }
}
