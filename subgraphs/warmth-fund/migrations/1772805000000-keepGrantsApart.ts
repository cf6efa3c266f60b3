import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who handed in the receipts of a grant does not accept them (FND-INV-6), and the sources of a union are found when it ends. */
export class KeepGrantsApart1772805000000 implements MigrationInterface {
  name = 'KeepGrantsApart1772805000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_cost_application
        add column accounted_by text,
        add constraint service_cost_accounted_apart check (settled_by <> accounted_by);
      create index payout_source_by_union on payout_source (union_id) where union_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index payout_source_by_union;
      alter table service_cost_application drop constraint service_cost_accounted_apart, drop column accounted_by;
    `);
  }
}
