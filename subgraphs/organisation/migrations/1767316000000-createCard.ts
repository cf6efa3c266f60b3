import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCard1767316000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence card_no_seq start with 10000000;

      create table card (
        id uuid constraint card_pk primary key,
        member_id uuid not null constraint card_member references member,
        card_no text not null constraint card_no unique,
        status text not null constraint card_status check (status in ('APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN', 'LOST', 'REPLACED', 'CANCELLED', 'EXPIRED')),
        applied_at timestamptz not null,
        issued_at date,
        valid_to date,
        replaces_id uuid constraint card_replaces references card,
        version int not null default 1,
        constraint card_issued_has_days check ((issued_at is null) = (valid_to is null) and (status in ('APPLIED', 'CANCELLED') or issued_at is not null)),
        constraint card_days check (valid_to > issued_at)
      );
      create unique index card_one_live on card (member_id) where status in ('APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN');
      create index card_by_member on card (member_id, applied_at);

      create table card_benefit (
        code text constraint card_benefit_pk primary key,
        name_zh text not null,
        free boolean not null,
        discount_bp int constraint card_benefit_discount check (discount_bp between 1 and 9999),
        valid_from date not null,
        valid_to date,
        constraint card_benefit_kind check (not (free and discount_bp is not null))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table card_benefit, card; drop sequence card_no_seq');
  }
}
