import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payouts that went to the bank in one file. The file is kept as it was made, with its checksum. */
export class CreatePaymentBatch1772500000000 implements MigrationInterface {
  name = 'CreatePaymentBatch1772500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payment_batch (
        id uuid constraint payment_batch_pk primary key,
        fund_id uuid not null constraint payment_batch_fund references fund,
        payout_count int not null constraint payment_batch_count check (payout_count between 1 and 2000),
        sum_fen bigint not null constraint payment_batch_sum check (sum_fen > 0),
        file text not null,
        sha256 text not null constraint payment_batch_hash check (sha256 = encode(sha256(convert_to(file, 'UTF8')), 'hex')),
        made_by text not null,
        made_at timestamptz not null
      );
      create index payment_batch_by_age on payment_batch (made_at, id);
      create table payment_batch_line (
        batch_id uuid not null constraint payment_batch_line_batch references payment_batch,
        line_no int not null,
        disbursement_id uuid not null constraint payment_batch_line_payout references disbursement,
        sent_version int not null,
        constraint payment_batch_line_pk primary key (batch_id, line_no),
        constraint payment_batch_line_sent_once unique (disbursement_id, sent_version)
      );
      revoke update on payment_batch, payment_batch_line from warmth_fund_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table payment_batch_line, payment_batch');
  }
}
