import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEnterprise1767314000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table enterprise (
        id uuid constraint enterprise_pk primary key,
        org_code text not null constraint enterprise_org_code unique,
        name_zh text not null,
        ownership text not null constraint enterprise_ownership
          check (ownership in ('STATE', 'COLLECTIVE', 'PUBLIC_INSTITUTION', 'PRIVATE', 'FOREIGN', 'HMT', 'MIXED', 'INDIVIDUAL')),
        headcount int not null constraint enterprise_headcount check (headcount >= 0),
        headcount_as_of date not null,
        above_scale boolean not null,
        industry text not null,
        district_code text not null constraint enterprise_district references district,
        version int not null default 1
      );
      create index enterprise_by_district on enterprise (district_code, name_zh, id);

      create table enterprise_affiliation (
        id uuid constraint enterprise_affiliation_pk primary key,
        enterprise_id uuid not null constraint enterprise_affiliation_enterprise references enterprise,
        union_id uuid not null constraint enterprise_affiliation_union references trade_union,
        kind text not null constraint enterprise_affiliation_kind check (kind in ('OWN_UNION', 'JOINT_UNION')),
        from_day date not null,
        to_day date,
        constraint enterprise_affiliation_days check (to_day is null or to_day >= from_day)
      );
      create unique index enterprise_one_affiliation on enterprise_affiliation (enterprise_id) where to_day is null;
      create index enterprise_affiliation_by_union on enterprise_affiliation (union_id) where to_day is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table enterprise_affiliation, enterprise');
  }
}
