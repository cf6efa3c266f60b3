import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Quotas and the access log are written together: one statement and one commit for what several requests owe before their answers leave.
 * Whoever writes takes locks in one order, so that gateways wait for each other and never in a circle: counts of requests by agreement,
 * counts of persons by agreement, the head of the log.
 */
export class CreateWriteAccess1767720000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${LOCK_QUOTA}
      ${COUNT_REQUESTS}
      ${COUNT_PERSONS}
      ${WRITE}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function write_access(jsonb, jsonb);
      drop function count_persons(uuid, jsonb, text[]);
      drop function count_requests(jsonb);
      drop function lock_quota(uuid, text, timestamptz);
    `);
  }
}

/** What is used of a quota, locked until the transaction ends. */
const LOCK_QUOTA = `
  create function lock_quota(agreement uuid, kind text, since timestamptz) returns int language plpgsql as $$
  declare
    found_used int;
  begin
    select used into found_used from quota_use where agreement_id = agreement and span = kind and starts_at = since for update;
    if found then
      return found_used;
    end if;
    insert into quota_use (agreement_id, span, starts_at, used) values (agreement, kind, since, 0)
      on conflict on constraint quota_pk do nothing;
    select used into found_used from quota_use where agreement_id = agreement and span = kind and starts_at = since for update;
    return found_used;
  end $$;`;

/**
 * Counts some requests under one agreement in one minute (GOV-INV-8), as if they came one after the other: of those that the minute has
 * room for the day takes as many as it has room for. Gives how many each has taken, and what is used of each now.
 */
const COUNT_REQUESTS = `
  create function count_requests(asked jsonb) returns int[] language plpgsql as $$
  declare
    id uuid := (asked->>'agreement')::uuid;
    minute timestamptz := (asked->>'minute')::timestamptz;
    day timestamptz := (asked->>'day')::timestamptz;
    -- The day first: where two groups have minutes in common and others of their own, neither waits for the other with one in hand.
    of_day int := lock_quota(id, 'DAY', day);
    of_minute int := lock_quota(id, 'MINUTE', minute);
    in_minute int := greatest(0, least((asked->>'requests')::int, (asked->>'perMinute')::int - of_minute));
    in_day int := greatest(0, least(in_minute, (asked->>'perDay')::int - of_day));
  begin
    if in_minute > 0 then
      update quota_use set used = of_minute + in_minute where agreement_id = id and span = 'MINUTE' and starts_at = minute;
    end if;
    if in_day > 0 then
      update quota_use set used = of_day + in_day where agreement_id = id and span = 'DAY' and starts_at = day;
    end if;
    return array[in_minute, in_day, of_minute + in_minute, of_day + in_day];
  end $$;`;

/**
 * Counts the persons whose data one request has read, each once in a civil day (GOV-INV-8). False when there would be more than the
 * agreement allows: then none of them is counted.
 */
const COUNT_PERSONS = `
  create function count_persons(agreement uuid, asked jsonb, persons text[]) returns boolean language plpgsql as $$
  declare
    today date := (asked->>'on')::date;
    since timestamptz := (asked->>'day')::timestamptz;
    used_before int;
    fresh text[];
  begin
    -- Most are read again and again.
    if not exists (select from unnest(persons) as one (id) where not exists (
        select from quota_person q where q.agreement_id = agreement and q.day = today and q.person_id = one.id)) then
      return true;
    end if;
    used_before := lock_quota(agreement, 'PERSONS', since);
    if used_before = 0 then
      delete from quota_person q where q.agreement_id = agreement and q.day < today;
    end if;
    fresh := array(select distinct one.id from unnest(persons) as one (id) where not exists (
      select from quota_person q where q.agreement_id = agreement and q.day = today and q.person_id = one.id));
    if used_before + cardinality(fresh) > (asked->>'perDay')::int then
      return false;
    end if;
    insert into quota_person (agreement_id, day, person_id) select agreement, today, unnest(fresh);
    update quota_use set used = used_before + cardinality(fresh)
      where agreement_id = agreement and span = 'PERSONS' and starts_at = since;
    return true;
  end $$;`;

/**
 * Counts requests and adds records to the log, together or not at all. Each of \`counts\` is for one agreement and minute, and they come
 * sorted by that. A record may say which count it is a part of, and the how manieth (\`"count"\`, \`"nth"\`), and how its subjects are
 * counted (\`"persons"\`); it is left out when there is no room for it. Gives what came of each count, the places of the
 * records that named too many persons, and where the others stand in the chain.
 */
const WRITE = `
  create function write_access(counts jsonb, records jsonb, out counted int[][], out refused int[],
    out first_seq bigint, out start_hash bytea, out day date, out opened date)
  language plpgsql as $$
  declare
    one jsonb;
    came int[];
    place int;
    kept jsonb := records;
    is_short boolean := false;
  begin
    counted := '{}';
    refused := '{}';
    for one in select value from jsonb_array_elements(counts) loop
      came := count_requests(one);
      is_short := is_short or came[2] < (one->>'requests')::int;
      counted := counted || array[came];
    end loop;
    if is_short then
      kept := coalesce((select jsonb_agg(value order by at) from jsonb_array_elements(records) with ordinality as record (value, at)
        where value->'count' is null or (value->>'nth')::int <= counted[(value->>'count')::int + 1][2]), '[]');
    end if;
    for one, place in select value, at from jsonb_array_elements(kept) with ordinality as record (value, at)
      where kept @? '$[*].persons' and value->'persons' is not null order by value->>'agreementId', value->'persons'->>'on', at
    loop
      continue when count_persons((one->>'agreementId')::uuid, one->'persons',
        array(select jsonb_array_elements_text(one->'subjects')));
      refused := refused || (one->>'place')::int;
    end loop;
    if cardinality(refused) > 0 then
      kept := coalesce((select jsonb_agg(value order by at) from jsonb_array_elements(kept) with ordinality as record (value, at)
        where (value->>'place')::int <> all (refused)), '[]');
    end if;
    if jsonb_array_length(kept) = 0 then
      -- A server that crashes may forget the requests of its last moments; nobody waits for its disk to count one.
      perform set_config('synchronous_commit', 'off', true);
      return;
    end if;
    select * into first_seq, start_hash, day, opened from append_access_records(kept);
  end $$;`;
