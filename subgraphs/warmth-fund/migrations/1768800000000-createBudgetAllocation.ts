import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the fund sets aside for unions: the running money of joint unions (S-32). */
export class CreateBudgetAllocation1768800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table budget_allocation (
        id uuid constraint budget_allocation_pk primary key,
        union_id uuid not null,
        year int not null constraint budget_allocation_year check (year between 2000 and 2100),
        purpose text not null constraint budget_allocation_purpose check (purpose = 'JOINT_UNION_RUNNING'),
        amount_fen bigint not null constraint budget_allocation_amount check (amount_fen between 1 and 1000000000000000),
        version int not null,
        constraint budget_allocation_once unique (union_id, year, purpose)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table budget_allocation');
  }
}
