import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A card that a merge of two records moves is told as such, and so is its way back (C-16). What was told is never changed again. */
export class TellMovedCards1771010000000 implements MigrationInterface {
  name = 'TellMovedCards1771010000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table card_event drop constraint card_event_kind;
      alter table card_event add constraint card_event_kind check (kind in ('activated', 'frozen', 'cancelled', 'lost', 'moved'));
      revoke update (member_id) on card_event from warmth_fund_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      grant update (member_id) on card_event to warmth_fund_app;
      alter table card_event drop constraint card_event_kind;
      alter table card_event add constraint card_event_kind check (kind in ('activated', 'frozen', 'cancelled', 'lost'));
    `);
  }
}
