import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tickets of one person at an event are counted over all its kinds (S-70, VEN-INV-6). Tickets that were given above that limit before it was
 * counted so stay valid.
 */
export class LimitTicketsOfEvent1773000000134 implements MigrationInterface {
  name = 'LimitTicketsOfEvent1773000000134';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table registration add column is_over_limit boolean not null default false;
      update registration r set is_over_limit = true where r.status <> 'CANCELLED' and exists (
        select from registration first where first.member_id = r.member_id and first.event_id = r.event_id
          and first.seat_no = r.seat_no and first.status <> 'CANCELLED' and first.arrival < r.arrival);
      drop index registration_seat;
      create unique index registration_seat on registration (member_id, event_id, seat_no)
        where status <> 'CANCELLED' and not is_over_limit;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index registration_seat;
      create unique index registration_seat on registration (member_id, event_id, coalesce(ticket_type_id, event_id), seat_no)
        where status <> 'CANCELLED';
      alter table registration drop column is_over_limit;
    `);
  }
}
