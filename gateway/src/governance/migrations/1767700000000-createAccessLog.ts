import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The access log. The service's role can only read it and add to it by `append_access_records`, which chains what it adds: it
 * holds the head of the chain locked, so that several gateways write one chain without gaps.
 */
export class CreateAccessLog1767700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access_record (
        day date not null,
        seq bigint not null,
        at timestamptz not null,
        client text not null,
        actor text,
        agreement_id uuid,
        purpose text,
        operation_name text,
        operation_hash text not null,
        coordinates text[] not null,
        subjects text[] not null,
        row_count int not null,
        suppressed int not null,
        decision text not null constraint access_record_decision check (decision in ('ALLOWED', 'REFUSED')),
        code text constraint access_record_code check ((decision = 'REFUSED') = (code is not null)),
        latency_ms int not null,
        previous_hash bytea not null,
        hash bytea not null,
        constraint access_record_pk primary key (day, seq)
      ) partition by range (day);
      create index access_record_seq on access_record (seq);
      create index access_record_agreement on access_record (agreement_id, seq) where agreement_id is not null;
      create index access_record_subjects on access_record using gin (subjects);

      create function access_log_kept_from() returns date language sql stable as $$
        select ((clock_timestamp() at time zone 'Asia/Shanghai')::date - interval '3 years')::date;
      $$;
      create function refuse_log_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and tg_table_name = 'access_checkpoint' then
          -- Where a day is dropped, its signed closing says enough.
          if exists (select from access_day d where d.last_seq >= old.seq and d.day < access_log_kept_from()) then
            return old;
          end if;
        end if;
        raise exception 'The access log only grows.' using errcode = '42501';
      end $$;
      create trigger access_record_grows before update or delete on access_record
        for each row execute function refuse_log_change();
      create trigger access_record_stays before truncate on access_record
        for each statement execute function refuse_log_change();

      -- Where the chain ends now. Whoever holds this row is the one who writes.
      create table access_log_head (
        one boolean constraint access_log_head_pk primary key constraint access_log_head_one check (one),
        day date not null,
        seq bigint not null,
        hash bytea not null
      );
      insert into access_log_head values (true, '0001-01-01', 0, sha256('union-graph access log'));

      create table access_checkpoint (
        seq bigint constraint access_checkpoint_pk primary key,
        hash bytea not null,
        signed_at timestamptz not null,
        key_id text not null,
        signature text not null
      );

      -- What a day came to, signed; it stays when the day's records are dropped.
      create table access_day (
        day date constraint access_day_pk primary key,
        first_seq bigint not null,
        last_seq bigint not null,
        root bytea not null,
        signed_at timestamptz not null,
        key_id text not null,
        signature text not null,
        constraint access_day_seqs check (last_seq >= first_seq)
      );
      ${['access_checkpoint', 'access_day']
        .map(
          (table) => `
      create trigger ${table}_grows before update or delete on ${table} for each row execute function refuse_log_change();
      create trigger ${table}_stays before truncate on ${table} for each statement execute function refuse_log_change();`,
        )
        .join('')}

      ${APPEND}
      ${APPEND_NOW}
      ${DROP}

      revoke all on access_record, access_log_head from governance_app;
      grant select on access_record, access_log_head to governance_app;
      revoke update on access_checkpoint, access_day from governance_app;
      revoke all on function append_access_records_on(date, jsonb), append_access_records(jsonb), drop_access_days() from public;
      grant execute on function append_access_records(jsonb), drop_access_days() to governance_app;

      grant delete on quota_use to governance_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke delete on quota_use from governance_app;
      drop function append_access_records(jsonb);
      drop function append_access_records_on(date, jsonb);
      drop function drop_access_days();
      drop table access_day, access_checkpoint, access_log_head, access_record;
      drop function refuse_log_change();
      drop function access_log_kept_from();
    `);
  }
}

/**
 * Adds records to the end of the chain, all or none, and gives where they stand. The hash of a record is SHA-256 over the
 * hash before it (32 bytes), its day as text (10), its number (8, the highest byte first) and its digest (32), which the writer has made
 * of all the rest. A day has a partition of its own; it is made with the day's first record.
 */
const APPEND = `
  create function append_access_records_on(today date, batch jsonb, out first_seq bigint, out start_hash bytea, out day date, out opened date)
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
      insert into access_record values (
        head.day, head.seq, (record->>'at')::timestamptz, record->>'client', record->>'actor', (record->>'agreementId')::uuid,
        record->>'purpose', record->>'operationName', record->>'operationHash',
        array(select jsonb_array_elements_text(record->'coordinates')), array(select jsonb_array_elements_text(record->'subjects')),
        (record->>'rows')::int, (record->>'suppressed')::int, record->>'decision', record->>'code', (record->>'latencyMs')::int,
        previous, head.hash);
    end loop;
    update access_log_head set day = head.day, seq = head.seq, hash = head.hash;
  end $$;`;

/** The day is the database's own: no gateway whose clock is wrong opens a day for all of them. */
const APPEND_NOW = `
  create function append_access_records(batch jsonb, out first_seq bigint, out start_hash bytea, out day date, out opened date)
  language sql security definer set search_path = public, pg_temp as $$
    select * from append_access_records_on((clock_timestamp() at time zone 'Asia/Shanghai')::date, batch);
  $$;`;

/** Drops the records of days that are more than three years past and signed (PIPL art. 56), the oldest first, with their checkpoints; gives the days. */
const DROP = `
  create function drop_access_days() returns setof date
  language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    old date;
  begin
    perform from access_log_head for update;
    for old in
      select d.day from access_day d
      where d.day < access_log_kept_from()
        and to_regclass('access_record_' || to_char(d.day, 'YYYYMMDD')) is not null
      order by d.day
    loop
      execute format('drop table %I', 'access_record_' || to_char(old, 'YYYYMMDD'));
      delete from access_checkpoint c using access_day d where d.day = old and c.seq <= d.last_seq;
      return next old;
    end loop;
  end $$;`;
