import type { MigrationInterface, QueryRunner } from 'typeorm';

/** FND-INV-5: two persons of a household do not both claim for one fire in their home. */
export class PayLossOnce1772810000000 implements MigrationInterface {
  name = 'PayLossOnce1772810000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table paid_loss add constraint paid_loss_one_claim
        exclude using gist (member_id with =, kind with =, happened_on with =, source_id with <>) where (source_type = 'MutualAidClaim');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table paid_loss drop constraint paid_loss_one_claim');
  }
}
