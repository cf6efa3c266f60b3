import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to a card stays as it was; whose card it is follows when two records of one person are merged (C-16). */
export class FollowMerges1770700001000 implements MigrationInterface {
  name = 'FollowMerges1770700001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant update (member_id) on card_event to warmth_fund_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke update (member_id) on card_event from warmth_fund_app');
  }
}
