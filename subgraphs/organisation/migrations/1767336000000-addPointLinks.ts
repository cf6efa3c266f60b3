import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tie of an industrial line's union to a territorial point (S-11), and hours that can be told anew. */
export class AddPointLinks1767336000000 implements MigrationInterface {
  name = 'AddPointLinks1767336000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      grant delete on opening_hours to organisation_app;
      create index service_point_by_parent on service_point (parent_id, name_zh, id);
      alter table trade_union add column service_point_id uuid constraint union_point references service_point,
        add constraint union_point_of_industry check (service_point_id is null or kind in ('INDUSTRIAL_UNION', 'BUREAU_COMPANY_UNION', 'ENTERPRISE_UNION'));
      create index union_by_point on trade_union (service_point_id, name_zh, id) where service_point_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index union_by_point;
      alter table trade_union drop column service_point_id;
      drop index service_point_by_parent;
      revoke delete on opening_hours from organisation_app;
    `);
  }
}
