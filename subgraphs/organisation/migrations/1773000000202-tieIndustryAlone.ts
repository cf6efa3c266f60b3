import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A union that stands in the industrial line is tied to the territorial one (S-11); the same kind of union stands in either. */
export class TieIndustryAlone1773000000202 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trade_union drop constraint union_point_of_industry,
        add constraint union_point_of_industry check (service_point_id is null or kind = 'INDUSTRIAL_UNION'
          or coalesce(parent_kind in ('INDUSTRIAL_UNION', 'BUREAU_COMPANY_UNION'), false)),
        add constraint union_dual_of_industry check (dual_parent_id is null or kind = 'INDUSTRIAL_UNION'
          or coalesce(parent_kind in ('INDUSTRIAL_UNION', 'BUREAU_COMPANY_UNION'), false));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trade_union drop constraint union_dual_of_industry, drop constraint union_point_of_industry,
        add constraint union_point_of_industry check (service_point_id is null or kind in ('INDUSTRIAL_UNION', 'BUREAU_COMPANY_UNION', 'ENTERPRISE_UNION'));
    `);
  }
}
