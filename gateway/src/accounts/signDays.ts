import type pg from 'pg';
import { dayText } from '../../audit/verify-access-log.mjs';
import type { LogKey } from './logKeys.ts';
import { instant } from './recordContent.ts';

/** Signs each civil day that is over, and drops the partitions of days that are past their retention. */
export async function signClosedDaysAndDropOldOnes(pool: pg.Pool, key: LogKey): Promise<void> {
  const { rows } = await pool.query<UnsignedDay>(UNSIGNED_DAYS);
  for (const { day, first_seq, last_seq, root } of rows) {
    const signedAt = instant(new Date());
    const signature = key.sign(dayText({ day, firstSeq: Number(first_seq), lastSeq: Number(last_seq), root, signedAt }));
    await pool.query(INSERT_DAY, [day, first_seq, last_seq, root, signedAt, key.id, signature]);
  }
  await pool.query('select drop_access_days()');
}

interface UnsignedDay {
  readonly day: string;
  readonly first_seq: string;
  readonly last_seq: string;
  readonly root: string;
}

/** The days that are over and unsigned. Each has a partition with at least one record. */
const UNSIGNED_DAYS = `
  select part.day::text as day, first.seq as first_seq, last.seq as last_seq, encode(last.hash, 'hex') as root
  from (select to_date(right(c.relname, 8), 'YYYYMMDD') as day from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'access_record'::regclass) as part
  cross join lateral (select seq from access_record r where r.day = part.day order by seq limit 1) as first
  cross join lateral (select seq, hash from access_record r where r.day = part.day order by seq desc limit 1) as last
  where part.day < (select day from access_log_head) and not exists (select from access_day d where d.day = part.day)
  order by part.day`;

const INSERT_DAY = `insert into access_day (day, first_seq, last_seq, root, signed_at, key_id, signature)
  values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7) on conflict do nothing`;
