import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records are added to the log by one statement a group, and not by one each: that is most of what they cost the database. */
export class AppendAtOnce1767740000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPEND);
  }

  async down(): Promise<void> {
    // The function that was before writes the same records, and the migration before replaces it on its own way down.
  }
}

/** As in `addRolesToAccessRecord`: the hashes first, one after the other, then all of the records. */
const APPEND = `
  create or replace function append_access_records_on(today date, batch jsonb, out first_seq bigint, out start_hash bytea, out day date, out opened date)
  language plpgsql security definer set search_path = public, pg_temp as $$
  #variable_conflict use_column
  declare
    head access_log_head;
    part text;
    digest text;
    hashes bytea[];
  begin
    select * into head from access_log_head for update;
    if today > head.day then
      part := 'access_record_' || to_char(today, 'YYYYMMDD');
      execute format('create table %I partition of access_record for values from (%L) to (%L)', part, today, today + 1);
      execute format('revoke all on %I from governance_app', part);
      execute format('create trigger stays before truncate on %I for each statement execute function refuse_log_change()', part);
      head.day := today;
      opened := today;
    end if;
    first_seq := head.seq + 1;
    start_hash := head.hash;
    append_access_records_on.day := head.day;
    hashes := array[head.hash];
    for digest in select value->>'digest' from jsonb_array_elements(batch) loop
      head.seq := head.seq + 1;
      head.hash := sha256(head.hash || convert_to(head.day::text, 'UTF8') || int8send(head.seq) || decode(digest, 'hex'));
      hashes := hashes || head.hash;
    end loop;
    insert into access_record (day, seq, at, client, actor, agreement_id, purpose, operation_name, operation_hash, coordinates, subjects,
        row_count, suppressed, decision, code, latency_ms, previous_hash, hash, format, roles)
      select head.day, append_access_records_on.first_seq + nth - 1, at, client, actor, "agreementId", purpose, "operationName",
        "operationHash", coordinates, subjects, rows, suppressed, decision, code, "latencyMs", hashes[nth], hashes[nth + 1],
        coalesce(format, 1), coalesce(roles, '{}')
      from rows from (jsonb_to_recordset(batch) as (at timestamptz, client text, actor text, "agreementId" uuid, purpose text,
        "operationName" text, "operationHash" text, coordinates text[], subjects text[], rows int, suppressed int, decision text, code text,
        "latencyMs" int, format int, roles text[])) with ordinality as record (at, client, actor, "agreementId", purpose, "operationName", "operationHash",
        coordinates, subjects, rows, suppressed, decision, code, "latencyMs", format, roles, nth);
    update access_log_head set day = head.day, seq = head.seq, hash = head.hash;
  end $$;`;
