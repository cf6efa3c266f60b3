import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a booking would have cost the public stands with it, since price rules change and the price of a booking does not: the difference is what
 * the card saved. The uses of a card are found by the card.
 */
export class KeepBenefitUses1773000000160 implements MigrationInterface {
  name = 'KeepBenefitUses1773000000160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table booking add column public_price_fen bigint constraint booking_public_price check (public_price_fen >= 0);
      alter table booking add constraint booking_card_price_within_public check (audience <> 'CARD_HOLDER' or price_fen <= public_price_fen);
      create index booking_by_card on booking (card_id, checked_in_at, id) where card_id is not null and checked_in_at is not null;
      create index registration_by_card on registration (card_id, checked_in_at, id)
        where card_id is not null and checked_in_at is not null and ticket_type_id is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index booking_by_card;
      drop index registration_by_card;
      alter table booking drop constraint booking_card_price_within_public;
      alter table booking drop column public_price_fen`);
  }
}
