import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateServiceProject1767334000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table service_project (
        id uuid constraint service_project_pk primary key,
        code text not null constraint service_project_code unique,
        name_zh text not null,
        kind text not null constraint service_project_kind check (kind in ('PURCHASED', 'INCUBATED')),
        target_group text not null constraint service_project_group check (target_group in ('MIGRANT_CHILDREN_TEACHERS',
          'MIGRANT_FAMILIES', 'ELDERLY_WOMEN', 'DOMESTIC_WORKERS', 'COMMUNITY_MIGRANTS', 'OTHER')),
        fund_id uuid not null constraint service_project_fund references fund,
        budget_fen bigint not null constraint service_project_budget check (budget_fen > 0),
        status text not null constraint service_project_status check (status in ('CALL', 'APPLIED', 'EVALUATED', 'AWARDED',
          'AGREEMENT_SIGNED', 'IN_PROGRESS', 'MIDTERM', 'FINAL_REPORT', 'ACCEPTED', 'CLOSED', 'REJECTED', 'TERMINATED')),
        runs_from date,
        runs_to date,
        version int not null,
        constraint service_project_days check (runs_from <= runs_to),
        constraint service_project_runs check (status not in ('AGREEMENT_SIGNED', 'IN_PROGRESS', 'MIDTERM', 'FINAL_REPORT',
          'ACCEPTED', 'CLOSED', 'TERMINATED') or (runs_from is not null and runs_to is not null))
      );

      create table service_project_district (
        project_id uuid not null constraint service_project_district_project references service_project,
        district_code text not null constraint service_project_district_code check (district_code ~ '^110[12][0-9]{2}$'),
        constraint service_project_district_pk primary key (project_id, district_code)
      );
      create index service_project_by_district on service_project_district (district_code, project_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table service_project_district, service_project');
  }
}
