import type { MigrationInterface, QueryRunner } from 'typeorm';

/** On the first day of a plan the cards of a member are looked up whose cover no task has written yet. */
export class FindCardsOfMember1772813000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index card_event_by_member on card_event (member_id, card_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index card_event_by_member');
  }
}
