import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which union one was merged into: what it asked for passes to that one (2.1.3). An application that passed has no account, until the heir names its own
 * for the payout.
 */
export class PassToHeirs1773600000000 implements MigrationInterface {
  name = 'PassToHeirs1773600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table union_standing add column merged_into_id uuid,
        add constraint union_standing_heir check (merged_into_id is null or has_ended);
      create index union_standing_by_heir on union_standing (merged_into_id) where merged_into_id is not null;
      alter table service_cost_application alter column account_masked drop not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update service_cost_application set account_masked = '****' where account_masked is null;
      alter table service_cost_application alter column account_masked set not null;
      alter table union_standing drop column merged_into_id;
    `);
  }
}
