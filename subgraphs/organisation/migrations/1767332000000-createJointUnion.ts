import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What joint unions are told by: their running money (S-32), their functions and activities (S-27). */
export class CreateJointUnion1767332000000 implements MigrationInterface {
  name = 'CreateJointUnion1767332000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the Warmth Fund told of its allocations; it knows unions by id only, so no foreign key holds it up.
      create table running_fund (
        allocation_id uuid constraint running_fund_pk primary key,
        union_id uuid not null,
        year int not null constraint running_fund_year check (year between 1949 and 9999),
        amount_fen bigint not null constraint running_fund_amount check (amount_fen >= 0),
        version int not null
      );
      create index running_fund_by_union on running_fund (union_id, year);

      create table union_function (
        union_id uuid not null,
        union_kind text not null default 'COMMUNITY_JOINT_UNION' constraint union_function_kind check (union_kind = 'COMMUNITY_JOINT_UNION'),
        code text not null constraint union_function_code check (code in
          ('POLICY_PUBLICITY', 'GRID_LINKAGE', 'ORGANISING', 'INFORMATION', 'HARDSHIP', 'WAGE_BARGAINING', 'MEDIATION', 'CULTURE')),
        active boolean not null,
        version int not null default 1,
        constraint union_function_pk primary key (union_id, code),
        constraint union_function_union foreign key (union_id, union_kind) references trade_union (id, kind)
      );

      create table union_activity (
        id uuid constraint union_activity_pk primary key,
        union_id uuid not null,
        code text not null,
        held_on date not null,
        note text not null constraint union_activity_note check (length(note) between 1 and 1000),
        recorded_by_id uuid,
        constraint union_activity_function foreign key (union_id, code) references union_function
      );
      create index union_activity_by_function on union_activity (union_id, code, held_on);
      revoke update on union_activity from organisation_app;

      create index union_joint on trade_union (district_code, name_zh, id) where kind = 'COMMUNITY_JOINT_UNION';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index union_joint; drop table union_activity, union_function, running_fund');
  }
}
