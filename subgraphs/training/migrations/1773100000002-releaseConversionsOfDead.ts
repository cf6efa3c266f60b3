import type { MigrationInterface, QueryRunner } from 'typeorm';

const decided = (decider: string): string => `
  alter table credit_conversion drop constraint credit_conversion_decided,
    add constraint credit_conversion_decided check ((status = 'REQUESTED') = (decided_at is null) and ${decider})`;

/** A conversion of a member who has died is released by nobody. */
export class ReleaseConversionsOfDead1773100000002 implements MigrationInterface {
  name = 'ReleaseConversionsOfDead1773100000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      decided(
        `(case status when 'REQUESTED' then decided_by is null when 'COMMITTED' then decided_by is not null else true end)`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update credit_conversion set decided_by = member_id where status = 'RELEASED' and decided_by is null`);
    await runner.query(decided('(decided_at is null) = (decided_by is null)'));
  }
}
