import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A flood of refused requests costs its client something and fills no log: refusals are counted per client and minute, a record may stand for
 * many refusals of one kind, and each checkpoint says which one it follows, so that none can be taken out of the middle.
 */
export class CountRefusals1770201000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table access_record
        add column repeats int not null default 1 constraint access_record_repeats check (repeats > 0),
        add constraint access_record_repeats_form check (format > 2 or repeats = 1);
      alter table access_checkpoint add column previous_seq bigint;

      -- What a client did in a minute beside what its quota counts: requests that were refused, or came without an agreement, and reading the own one.
      create table attempt_use (
        client_id text not null,
        kind text not null constraint attempt_use_kind check (kind in ('REFUSED', 'NOT_ADMITTED', 'OWN_AGREEMENT')),
        minute timestamptz not null,
        used int not null,
        constraint attempt_use_pk primary key (client_id, kind, minute)
      );
      grant delete on attempt_use to governance_app;
      ${append(', "repeats"', ', coalesce("repeats", 1)', ', "repeats" int')}
      ${COUNT_ATTEMPTS}
      ${WRITE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$ begin
        if exists (select from access_record where format > 2) or exists (select from access_checkpoint where previous_seq is not null) then
          raise exception 'The access log holds what could not be verified without these columns.';
        end if;
      end $$;
      drop function write_access(jsonb, jsonb, jsonb);
      drop function count_attempts(jsonb);
      ${append('', '', '')}
      drop table attempt_use;
      alter table access_checkpoint drop column previous_seq;
      alter table access_record drop constraint access_record_repeats_form, drop column repeats;`);
  }
}

/** As in `appendAtOnce`, with more columns. */
const append = (columns: string, values: string, types: string): string => `
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
        row_count, suppressed, decision, code, latency_ms, previous_hash, hash, format, roles${columns})
      select head.day, append_access_records_on.first_seq + nth - 1, at, client, actor, "agreementId", purpose, "operationName",
        "operationHash", coordinates, subjects, rows, suppressed, decision, code, "latencyMs", hashes[nth], hashes[nth + 1],
        coalesce(format, 1), coalesce(roles, '{}')${values}
      from rows from (jsonb_to_recordset(batch) as (at timestamptz, client text, actor text, "agreementId" uuid, purpose text,
        "operationName" text, "operationHash" text, coordinates text[], subjects text[], rows int, suppressed int, decision text, code text,
        "latencyMs" int, format int, roles text[]${types})) with ordinality as record (at, client, actor, "agreementId", purpose, "operationName", "operationHash",
        coordinates, subjects, rows, suppressed, decision, code, "latencyMs", format, roles${columns}, nth);
    update access_log_head set day = head.day, seq = head.seq, hash = head.hash;
  end $$;`;

/**
 * Counts some attempts of one client in one minute, as if they came one after the other, and grants as many as the limit has room for. The
 * refused ones have their limit together with the requests that the client's agreements have let in. Gives how many are granted, and how
 * many there were so far.
 */
const COUNT_ATTEMPTS = `
  create function count_attempts(asked jsonb) returns int[] language plpgsql as $$
  declare
    client text := asked->>'client';
    since timestamptz := (asked->>'minute')::timestamptz;
    requests int := (asked->>'requests')::int;
    counted int;
    let_in int := 0;
  begin
    insert into attempt_use as known (client_id, kind, minute, used) values (client, asked->>'kind', since, requests)
      on conflict on constraint attempt_use_pk do update set used = known.used + excluded.used returning used into counted;
    if asked->>'kind' = 'REFUSED' then
      select coalesce(sum(q.used), 0) into let_in from quota_use q join data_sharing_agreement a on a.id = q.agreement_id
        where a.client_id = client and q.span = 'MINUTE' and q.starts_at = since;
    end if;
    return array[greatest(0, least(requests, (asked->>'limit')::int - let_in - (counted - requests))), let_in + counted];
  end $$;`;

/**
 * As in \`createWriteAccess\`, and counts attempts first, each of \`attempts\` for one client, kind and minute, sorted by that. A record may
 * say which of them it is a part of, and the how manieth (\`"attempt"\`, \`"nthAttempt"\`); it is left out where the client made too many.
 */
const WRITE = `
  create function write_access(counts jsonb, records jsonb, attempts jsonb, out counted int[][], out attempted int[][], out refused int[],
    out first_seq bigint, out start_hash bytea, out day date, out opened date)
  language plpgsql as $$
  declare
    one jsonb;
    came int[];
    kept jsonb := records;
    is_short boolean := false;
  begin
    attempted := '{}';
    for one in select value from jsonb_array_elements(attempts) loop
      came := count_attempts(one);
      is_short := is_short or came[1] < (one->>'requests')::int;
      attempted := attempted || array[came];
    end loop;
    if is_short then
      kept := coalesce((select jsonb_agg(value order by at) from jsonb_array_elements(records) with ordinality as record (value, at)
        where value->'attempt' is null or (value->>'nthAttempt')::int <= attempted[(value->>'attempt')::int + 1][1]), '[]');
    end if;
    select w.counted, w.refused, w.first_seq, w.start_hash, w.day, w.opened
      into counted, refused, first_seq, start_hash, day, opened from write_access(counts, kept) w;
  end $$;`;
