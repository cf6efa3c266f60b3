import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A union that never began its work may be given up, with the reason; one that nobody approved has no day of approval then. */
export class GiveUnionsUp1773300050000 implements MigrationInterface {
  name = 'GiveUnionsUp1773300050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trade_union
        add column end_reason text constraint union_end_reason check (
          end_reason is null or (length(end_reason) between 2 and 500 and status in ('MERGED', 'DISSOLVED'))),
        drop constraint union_approved_has_day,
        add constraint union_approved_has_day check (status = 'PREPARING' or parent_id is null
          or (approved_by_id is not null and approved_at is not null) or (status = 'DISSOLVED' and end_reason is not null));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update trade_union set approved_by_id = parent_id, approved_at = civil_day(now())
        where status = 'DISSOLVED' and parent_id is not null and (approved_by_id is null or approved_at is null);
      alter table trade_union
        drop constraint union_approved_has_day,
        add constraint union_approved_has_day check (status = 'PREPARING' or parent_id is null or (approved_by_id is not null and approved_at is not null)),
        drop column end_reason;`);
  }
}
