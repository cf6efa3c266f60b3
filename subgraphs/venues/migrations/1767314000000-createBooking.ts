import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBooking1767314000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table card_standing (
        card_id uuid constraint card_standing_pk primary key,
        member_id uuid not null,
        status text not null constraint card_standing_status check (status in ('ACTIVE', 'FROZEN', 'CANCELLED', 'LOST')),
        valid_to date,
        aggregate_version int not null
      );
      create index card_standing_by_member on card_standing (member_id);

      create table booking (
        id uuid constraint booking_pk primary key,
        member_id uuid not null,
        facility_id uuid not null constraint booking_facility references facility,
        start_at timestamptz not null,
        end_at timestamptz not null,
        day date not null,
        audience text not null constraint booking_audience check (audience in ('CARD_HOLDER', 'WORKER', 'RESIDENT', 'GROUP')),
        price_fen bigint not null constraint booking_price check (price_fen >= 0),
        applied_rule_id uuid constraint booking_applied_rule references tariff_rule,
        open_period_id uuid constraint booking_open_period references open_period,
        card_id uuid,
        status text not null constraint booking_status check (status in
          ('HELD', 'EXPIRED', 'CONFIRMED', 'CANCELLED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW')),
        held_until timestamptz,
        checked_in_at timestamptz,
        no_show_at timestamptz,
        cancelled_at timestamptz,
        cancel_reason text,
        district_code text not null,
        scope_path text not null constraint booking_scope_path check (scope_path ~ '^/.+/$'),
        version int not null default 1,
        constraint booking_in_order check (start_at < end_at),
        constraint booking_day_of_start check (day = (start_at at time zone 'Asia/Shanghai')::date),
        constraint booking_open_period_is_free check (open_period_id is null or (price_fen = 0 and audience = 'CARD_HOLDER')),
        constraint booking_held_until check ((status in ('HELD', 'EXPIRED')) = (held_until is not null)),
        constraint booking_card_price_has_card check (status in ('HELD', 'EXPIRED') or (audience = 'CARD_HOLDER') = (card_id is not null)),
        constraint booking_checked_in check ((status in ('CHECKED_IN', 'COMPLETED')) = (checked_in_at is not null)),
        constraint booking_no_show check ((status = 'NO_SHOW') = (no_show_at is not null)),
        constraint booking_cancelled check ((status = 'CANCELLED') = (cancelled_at is not null)),
        constraint booking_no_overlap exclude using gist (facility_id with =, tstzrange(start_at, end_at) with &&)
          where (status in ('HELD', 'CONFIRMED', 'CHECKED_IN'))
      );
      create index booking_by_member on booking (member_id, start_at, id);
      create index booking_by_facility on booking (facility_id, day, start_at, id);
      create index booking_by_district on booking (district_code, day) include (price_fen)
        where status in ('CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW');

      create table suspension (
        id uuid constraint suspension_pk primary key,
        member_id uuid not null,
        from_on date not null,
        to_on date not null,
        reason text not null,
        imposed_at timestamptz not null,
        lifted_at timestamptz,
        lift_reason text,
        scope_path text not null constraint suspension_scope_path check (scope_path ~ '^/.+/$'),
        version int not null default 1,
        constraint suspension_in_order check (from_on <= to_on),
        constraint suspension_lift_has_reason check ((lifted_at is null) = (lift_reason is null)),
        constraint suspension_one_at_a_time exclude using gist (member_id with =, daterange(from_on, to_on, '[]') with &&)
          where (lifted_at is null)
      );
      create index suspension_by_member on suspension (member_id, imposed_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table suspension, booking, card_standing');
  }
}
