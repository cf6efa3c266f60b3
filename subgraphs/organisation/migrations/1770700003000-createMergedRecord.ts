import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was corrected in workers' records, and which records of one person were merged (C-16). Both are kept as they happened. */
export class CreateMergedRecord1770700003000 implements MigrationInterface {
  name = 'CreateMergedRecord1770700003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table member_correction (
        id uuid constraint member_correction_pk primary key,
        member_id uuid not null constraint member_correction_member references member,
        fields text[] not null constraint member_correction_fields check (cardinality(fields) > 0),
        before jsonb not null,
        after jsonb not null,
        reason text not null constraint member_correction_reason check (reason <> ''),
        evidence_ref text not null constraint member_correction_evidence check (evidence_ref <> ''),
        corrected_by_id uuid not null,
        corrected_at timestamptz not null,
        constraint member_correction_two_persons check (corrected_by_id <> member_id)
      );
      create index member_correction_by_member on member_correction (member_id, corrected_at);
      revoke update on member_correction from organisation_app;
      grant update (member_id, before, after, reason) on member_correction to organisation_app;

      create table merged_record (
        id uuid constraint merged_record_pk primary key,
        survivor_id uuid not null constraint merged_record_survivor references member,
        duplicate_id uuid not null constraint merged_record_duplicate references member,
        status text not null constraint merged_record_status check (status in ('MERGED', 'REVERTED')),
        reason text not null constraint merged_record_reason check (reason <> ''),
        evidence_ref text not null constraint merged_record_evidence check (evidence_ref <> ''),
        merged_by_id uuid not null,
        merged_at timestamptz not null,
        reversible_until date not null,
        survivor_before jsonb not null,
        duplicate_before jsonb not null,
        cards_before jsonb not null,
        reverted_by_id uuid,
        reverted_at timestamptz,
        revert_reason text,
        version int not null default 1,
        constraint merged_record_two check (survivor_id <> duplicate_id),
        constraint merged_record_other_person check (merged_by_id not in (survivor_id, duplicate_id)),
        constraint merged_record_reverted check ((status = 'REVERTED') = (reverted_at is not null)
          and (reverted_at is null) = (reverted_by_id is null) and (reverted_at is null) = (revert_reason is null))
      );
      create unique index merged_record_once on merged_record (duplicate_id) where status = 'MERGED';
      create index merged_record_by_survivor on merged_record (survivor_id, merged_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table merged_record, member_correction');
  }
}
