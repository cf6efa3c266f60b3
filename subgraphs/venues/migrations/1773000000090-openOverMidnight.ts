import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Opening hours may reach into the next day, and those of one facility never overlap. A booking may reach into a day that is not free: then
 * each day has its own price (S-68).
 */
export class OpenOverMidnight1773000000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function minutes_of_week(weekday int, opens text, closes text) returns int4multirange language sql immutable parallel safe as $$
        select case when ends <= 10080 then int4multirange(int4range(starts, ends))
          else int4multirange(int4range(starts, 10080), int4range(0, ends - 10080)) end
        from (select starts, starts + length + case when length <= 0 then 1440 else 0 end as ends from (
          select (weekday - 1) * 1440 + left(opens, 2)::int * 60 + right(opens, 2)::int as starts,
            left(closes, 2)::int * 60 + right(closes, 2)::int - left(opens, 2)::int * 60 - right(opens, 2)::int as length) t) u
      $$;
      alter table opening_hours drop constraint opening_hours_in_order,
        add column week int4multirange generated always as (minutes_of_week(weekday, opens, closes)) stored,
        add constraint opening_hours_no_overlap exclude using gist (facility_id with =, week with &&);
      alter table booking drop constraint booking_open_period_is_free,
        add constraint booking_open_period_is_free check (open_period_id is null or (audience = 'CARD_HOLDER'
          and (price_fen = 0 or (end_at at time zone 'Asia/Shanghai' - interval '1 microsecond')::date > day)));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table booking drop constraint booking_open_period_is_free,
        add constraint booking_open_period_is_free check (open_period_id is null or (price_fen = 0 and audience = 'CARD_HOLDER'));
      alter table opening_hours drop constraint opening_hours_no_overlap, drop column week,
        add constraint opening_hours_in_order check (opens < closes);
      drop function minutes_of_week(int, text, text);
    `);
  }
}
