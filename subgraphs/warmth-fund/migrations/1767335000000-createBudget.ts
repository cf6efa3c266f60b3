import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBudget1767335000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table budget (
        id uuid constraint budget_pk primary key,
        fund_id uuid not null constraint budget_fund references fund,
        year int not null constraint budget_year check (year between 2000 and 2100),
        category text not null constraint budget_category check (category in ('AID', 'SUBSIDIES', 'PROJECTS')),
        allocated_fen bigint not null constraint budget_allocated check (allocated_fen between 1 and 1000000000000000),
        committed_fen bigint not null constraint budget_committed check (committed_fen >= 0),
        spent_fen bigint not null constraint budget_spent check (spent_fen >= 0),
        version int not null,
        constraint budget_once unique (fund_id, year, category),
        constraint budget_not_exceeded check (committed_fen + spent_fen <= allocated_fen)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table budget');
  }
}
