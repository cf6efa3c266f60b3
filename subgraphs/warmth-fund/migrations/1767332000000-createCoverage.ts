import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCoverage1767332000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists btree_gist;

      create table mutual_aid_plan (
        id uuid constraint mutual_aid_plan_pk primary key,
        code text not null constraint mutual_aid_plan_code unique,
        name_zh text not null,
        period_from date not null,
        period_to date not null,
        constraint mutual_aid_plan_period check (period_from <= period_to)
      );

      create table mutual_aid_benefit (
        plan_id uuid not null constraint mutual_aid_benefit_plan references mutual_aid_plan,
        code text not null constraint mutual_aid_benefit_code check (code in ('DISABILITY', 'DEATH', 'HOME_FIRE')),
        rate_bp int constraint mutual_aid_benefit_rate check (rate_bp between 1 and 10000),
        cap_fen bigint not null constraint mutual_aid_benefit_cap check (cap_fen > 0),
        by_disability_grade bigint[] not null,
        constraint mutual_aid_benefit_pk primary key (plan_id, code)
      );

      create table card_event (
        card_id uuid not null,
        version int not null constraint card_event_version check (version >= 0),
        kind text not null constraint card_event_kind check (kind in ('activated', 'frozen', 'cancelled', 'lost')),
        at timestamptz not null,
        member_id uuid not null,
        scope_path text not null,
        valid_to date,
        constraint card_event_pk primary key (card_id, version)
      );

      create table coverage (
        id uuid constraint coverage_pk primary key,
        card_id uuid not null,
        opened_version int not null,
        plan_id uuid not null constraint coverage_plan references mutual_aid_plan,
        member_id uuid not null,
        from_day date not null,
        to_day date not null,
        status text not null constraint coverage_status check (status in ('ACTIVE', 'SUSPENDED', 'ENDED', 'VOID')),
        scope_path text not null,
        version int not null,
        constraint coverage_opened_by foreign key (card_id, opened_version) references card_event (card_id, version),
        constraint coverage_once unique (card_id, opened_version, plan_id),
        constraint coverage_days check (from_day <= to_day),
        constraint coverage_one_active
          exclude using gist (card_id with =, plan_id with =, daterange(from_day, to_day, '[]') with &&) where (status = 'ACTIVE')
      );
      create index coverage_by_member on coverage (member_id, from_day desc, opened_version desc) where status <> 'VOID';
      create index coverage_by_card on coverage (card_id, from_day desc, opened_version desc) where status <> 'VOID';

      revoke update on card_event from warmth_fund_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table coverage, card_event, mutual_aid_benefit, mutual_aid_plan; drop extension btree_gist');
  }
}
