import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the bank told of payouts in a file, line by line, and what became of each line. */
export class CreateBankStatement1772501000000 implements MigrationInterface {
  name = 'CreateBankStatement1772501000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table bank_statement (
        id uuid constraint bank_statement_pk primary key,
        fund_id uuid not null constraint bank_statement_fund references fund,
        sha256 text not null constraint bank_statement_hash check (sha256 ~ '^[0-9a-f]{64}$'),
        line_count int not null constraint bank_statement_lines check (line_count between 1 and 10000),
        sum_fen bigint not null constraint bank_statement_sum check (sum_fen >= 0),
        submitted_by text not null,
        submitted_at timestamptz not null,
        finished_at timestamptz,
        version int not null,
        constraint bank_statement_once unique (fund_id, sha256)
      );
      create index bank_statement_by_age on bank_statement (submitted_at, id);
      create table bank_statement_line (
        statement_id uuid not null constraint bank_statement_line_statement references bank_statement,
        line_no int not null,
        fund_id uuid not null,
        bank_no text,
        reference text,
        amount_fen bigint,
        result text constraint bank_statement_line_result check (result in ('SETTLED', 'FAILED', 'RETURNED')),
        return_code text,
        outcome text constraint bank_statement_line_outcome check (outcome in ('SETTLED', 'FAILED', 'RETURNED', 'ALREADY_TOLD',
          'TWICE', 'UNKNOWN', 'AMOUNT_DIFFERS', 'NOT_WITH_BANK', 'DUTIES', 'UNREADABLE')),
        fault text,
        disbursement_id uuid constraint bank_statement_line_payout references disbursement,
        constraint bank_statement_line_pk primary key (statement_id, line_no),
        constraint bank_statement_line_read check ((outcome is not distinct from 'UNREADABLE') or num_nulls(bank_no, reference, amount_fen, result) = 0)
      );
      create index bank_statement_line_open on bank_statement_line (statement_id, line_no) where outcome is null;
      create unique index bank_statement_line_told_once on bank_statement_line (fund_id, bank_no) where outcome in ('SETTLED', 'FAILED', 'RETURNED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table bank_statement_line, bank_statement');
  }
}
