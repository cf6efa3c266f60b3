import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Access records say by which roles somebody read, and in which form they are written, since their digests are made by it: those of before
 * are of the first form and stay in it, and a gateway that does not know roles yet goes on writing it.
 */
export class AddRolesToAccessRecord1767730000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table access_record
        add column format int not null default 1,
        add column roles text[] not null default '{}',
        add constraint access_record_roles check (format > 1 or roles = '{}');
      ${append(
        ', format, roles',
        `, coalesce((record->>'format')::int, 1), array(select jsonb_array_elements_text(coalesce(record->'roles', '[]')))`,
      )}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$ begin
        if exists (select from access_record where format > 1) then
          raise exception 'The access log holds records that could not be verified without their roles.';
        end if;
      end $$;
      ${append('', '')}
      alter table access_record drop constraint access_record_roles, drop column format, drop column roles;`);
  }
}

/** `append_access_records_on` as it was made with the log, with more columns and their values. */
const append = (columns: string, values: string): string => `
  create or replace function append_access_records_on(today date, batch jsonb, out first_seq bigint, out start_hash bytea, out day date,
    out opened date)
  language plpgsql security definer set search_path = public, pg_temp as $$
  #variable_conflict use_column
  declare
    head access_log_head;
    record jsonb;
    previous bytea;
    part text;
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
    for record in select value from jsonb_array_elements(batch) loop
      previous := head.hash;
      head.seq := head.seq + 1;
      head.hash := sha256(previous || convert_to(head.day::text, 'UTF8') || int8send(head.seq) || decode(record->>'digest', 'hex'));
      insert into access_record (day, seq, at, client, actor, agreement_id, purpose, operation_name, operation_hash, coordinates, subjects,
        row_count, suppressed, decision, code, latency_ms, previous_hash, hash${columns})
      values (
        head.day, head.seq, (record->>'at')::timestamptz, record->>'client', record->>'actor', (record->>'agreementId')::uuid,
        record->>'purpose', record->>'operationName', record->>'operationHash',
        array(select jsonb_array_elements_text(record->'coordinates')), array(select jsonb_array_elements_text(record->'subjects')),
        (record->>'rows')::int, (record->>'suppressed')::int, record->>'decision', record->>'code', (record->>'latencyMs')::int,
        previous, head.hash${values});
    end loop;
    update access_log_head set day = head.day, seq = head.seq, hash = head.hash;
  end $$;`;
