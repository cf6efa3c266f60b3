import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pieces of evidence of a case (domain rule 2.2.1). The rows say what each file is; the files are in the object store. What was received stays as
 * it is: neither its description nor its hash changes, and it is not removed.
 */
export class CreateEvidence1771200030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table evidence (
        id uuid constraint evidence_pk primary key,
        case_id uuid not null constraint evidence_case references mediation_case,
        party_id uuid not null constraint evidence_party references case_party,
        kind text not null constraint evidence_kind check (kind in
          ('CONTRACT', 'PAY_RECORD', 'ATTENDANCE', 'CORRESPONDENCE', 'MEDICAL', 'PHOTO', 'RECORDING', 'TESTIMONY', 'OTHER')),
        name_zh text not null constraint evidence_name check (length(name_zh) between 1 and 200),
        content_type text not null constraint evidence_content_type check (content_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
        bytes bigint not null constraint evidence_bytes check (bytes > 0),
        sha256 text not null constraint evidence_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
        is_confidential boolean not null,
        status text not null constraint evidence_status check (status in ('AWAITED', 'RECEIVED')),
        submitted_by uuid not null,
        submitted_at timestamptz not null,
        upload_until timestamptz not null,
        received_at timestamptz,
        version int not null,
        constraint evidence_received check ((status = 'RECEIVED') = (received_at is not null)),
        constraint evidence_time check (upload_until > submitted_at and received_at >= submitted_at)
      );
      create index evidence_by_case on evidence (case_id, submitted_at, id);
      create index evidence_by_submitter on evidence (submitted_by);
      create unique index evidence_once on evidence (party_id, sha256) where status = 'RECEIVED';
      revoke update on evidence from mediation_app;
      grant update (status, received_at, version, submitted_by) on evidence to mediation_app;
      grant delete on evidence to mediation_app;

      create function keep_evidence() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' or new.status <> 'RECEIVED' or new.received_at <> old.received_at then
          raise exception 'evidence that was received stays' using errcode = '23514', constraint = 'evidence_kept';
        end if;
        return new;
      end $$;
      create trigger evidence_kept before update or delete on evidence
        for each row when (old.status = 'RECEIVED') execute function keep_evidence();

      create function check_evidence_party() returns trigger language plpgsql as $$
      begin
        if not exists (select from case_party p where p.id = new.party_id and p.case_id = new.case_id) then
          raise exception 'evidence for a party of another case' using errcode = '23514', constraint = 'evidence_party_of_case';
        end if;
        return new;
      end $$;
      create trigger evidence_party_of_case before insert on evidence for each row execute function check_evidence_party();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table evidence; drop function keep_evidence, check_evidence_party;');
  }
}
