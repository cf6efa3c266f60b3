import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * S-33: one cost is asked for once. While an application is open or its grant is not settled, its union has no other one for the same purpose and
 * amount. Those that were written twice before stay as they are.
 */
export class OneServiceCostForAWish1773200000000 implements MigrationInterface {
  name = 'OneServiceCostForAWish1773200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_cost_application add column repeats_earlier boolean not null default false;
      update service_cost_application a set repeats_earlier = true where exists (
        select from service_cost_application b where b.union_id = a.union_id and b.requested_fen = a.requested_fen and b.purpose = a.purpose
          and (b.applied_at, b.id) < (a.applied_at, a.id)
      );
      create unique index service_cost_once on service_cost_application (union_id, requested_fen, md5(purpose))
        where status in ('SUBMITTED', 'COORDINATED', 'GRANTED', 'SPENT') and not repeats_earlier;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index service_cost_once;
      alter table service_cost_application drop column repeats_earlier;
    `);
  }
}
