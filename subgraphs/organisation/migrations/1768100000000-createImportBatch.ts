import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bulk imports of members (S-29). A row keeps what it says of a person only until it is done. */
export class CreateImportBatch1768100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table import_batch (
        id uuid constraint import_batch_pk primary key,
        union_id uuid not null constraint import_batch_union references trade_union,
        scope_path text collate "C" not null,
        dry_run boolean not null,
        status text not null,
        total int not null constraint import_batch_total check (total > 0),
        accepted int not null,
        rejected int not null,
        submitted_by_id uuid not null,
        submitted_at timestamptz not null,
        finished_at timestamptz,
        version int not null default 1,
        constraint import_batch_counts check (accepted >= 0 and rejected >= 0 and accepted + rejected <= total),
        constraint import_batch_state check (case status
          when 'QUEUED' then finished_at is null
          when 'RUNNING' then finished_at is null
          when 'COMPLETED' then finished_at is not null and accepted = total
          when 'PARTIAL' then finished_at is not null and accepted + rejected = total and accepted > 0 and rejected > 0
          when 'REJECTED' then finished_at is not null and rejected = total
          else false end)
      );
      create index import_batch_by_path on import_batch (scope_path, submitted_at, id);

      create table import_row (
        batch_id uuid not null constraint import_row_batch references import_batch,
        row_no int not null,
        worker jsonb,
        fault text,
        member_id uuid constraint import_row_member references member,
        constraint import_row_pk primary key (batch_id, row_no),
        constraint import_row_one_end check (num_nonnulls(worker, fault) <= 1 and (fault is null or member_id is null))
      );
      create index import_row_open on import_row (batch_id, row_no) where worker is not null;
      create index import_row_faults on import_row (batch_id, row_no) where fault is not null;
      create index import_row_by_member on import_row (member_id) where member_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table import_row, import_batch');
  }
}
