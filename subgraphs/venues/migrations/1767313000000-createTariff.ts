import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTariff1767313000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tariff_rule (
        id uuid constraint tariff_rule_pk primary key,
        facility_id uuid not null constraint tariff_rule_facility references facility,
        audience text not null constraint tariff_rule_audience check (audience in ('CARD_HOLDER', 'WORKER', 'RESIDENT', 'GROUP')),
        day_part text not null constraint tariff_rule_day_part check (day_part in ('ALL_DAY', 'MORNING', 'AFTERNOON', 'EVENING')),
        price_fen bigint not null constraint tariff_rule_price check (price_fen >= 0),
        discount_bp int constraint tariff_rule_discount check (discount_bp between 0 and 10000),
        valid_from date not null,
        valid_to date,
        priority int not null constraint tariff_rule_priority check (priority between 0 and 100),
        constraint tariff_rule_in_order check (valid_from <= valid_to),
        constraint tariff_rule_unambiguous exclude using gist (
          facility_id with =, audience with =, day_part with =, priority with =, daterange(valid_from, valid_to, '[]') with &&)
      );

      create table open_period (
        id uuid constraint open_period_pk primary key,
        name_zh text not null,
        from_on date not null,
        to_on date not null,
        minutes_per_day int not null constraint open_period_minutes check (minutes_per_day > 0),
        per_period int not null constraint open_period_bookings check (per_period > 0),
        constraint open_period_in_order check (from_on <= to_on),
        constraint open_period_days unique (id, from_on, to_on)
      );

      create table open_period_facility (
        open_period_id uuid not null,
        facility_id uuid not null constraint open_period_facility_facility references facility,
        from_on date not null,
        to_on date not null,
        constraint open_period_facility_pk primary key (open_period_id, facility_id),
        constraint open_period_facility_period foreign key (open_period_id, from_on, to_on) references open_period (id, from_on, to_on),
        constraint open_period_facility_once exclude using gist (facility_id with =, daterange(from_on, to_on, '[]') with &&)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table open_period_facility, open_period, tariff_rule');
  }
}
