import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCard1767312000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table district (
        code text constraint district_pk primary key constraint district_code check (code ~ '^110[12][0-9]{2}$'),
        name_zh text not null,
        name text not null,
        kind text not null constraint district_kind check (kind in ('DISTRICT', 'COUNTY', 'DEVELOPMENT_AREA'))
      );

      create table member (
        id uuid constraint member_pk primary key,
        name_zh text not null,
        scope_path text not null,
        version int not null default 1
      );

      create table card (
        id uuid constraint card_pk primary key,
        member_id uuid not null constraint card_member references member,
        status text not null constraint card_status check (status in ('APPLIED', 'ISSUED')),
        issued_at date,
        scope_path text not null,
        version int not null default 1,
        constraint card_issued_has_day check (status = 'APPLIED' or issued_at is not null)
      );
      create unique index card_one_live on card (member_id) where status in ('APPLIED', 'ISSUED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table card, member, district');
  }
}
