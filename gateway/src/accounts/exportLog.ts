import { SIGNED_INSTANT } from '@union-graph/subgraph';
import {
  FORMAT,
  GENESIS,
  type LogCheckpoint,
  type LogDay,
  type LogEntry,
  type LogRecord,
} from '../../audit/verify-access-log.mjs';

/** A part of the log; the whole log by default. */
export interface ExportRange {
  /** The first civil day (Asia/Shanghai). */
  readonly from?: string | null;
  /** The last civil day. */
  readonly to?: string | null;
  /** Records from this instant on. */
  readonly since?: Date | null;
  /** Records before this instant, and those up to the next checkpoint. */
  readonly until?: Date | null;
}

/** Runs one statement; returns its rows. */
export type Query = (text: string, values: readonly unknown[]) => Promise<unknown[]>;

const CHUNK = 2_000;

/**
 * Reads the log as the entries of an export, in the order of verification. Must be called in a repeatable-read transaction, so that the export
 * is consistent.
 */
export async function* exportLog(query: Query, range: ExportRange = {}): AsyncGenerator<LogEntry> {
  const { from = null, to = null } = range;
  const [head] = (await query(LOG_HEAD, [])) as [{ seq: string; hash: string; exportedAt: string }];
  const bounds = await boundsOf(query, range);
  const start = range.since ? await recordBefore(query, bounds.first) : null;
  yield { kind: 'header', format: FORMAT, exportedAt: head.exportedAt, from, ...(to && { to }), ...(start && { start }) };
  const days = (await query(DAYS, [to, range.until ? bounds.last : null])) as (Omit<LogDay, 'firstSeq' | 'lastSeq'> & {
    firstSeq: string;
    lastSeq: string;
  })[];
  for (const day of days) yield { ...day, firstSeq: Number(day.firstSeq), lastSeq: Number(day.lastSeq) };
  let seq = 0;
  let last: LogRecord | null = null;
  for (;;) {
    const records = ((await query(RECORDS, [seq, seq + CHUNK, from, to, bounds.first, bounds.last])) as LogRecord[]).map(
      recordAsWritten,
    );
    const [after] = (await query(NEXT_RECORD, [seq + CHUNK, from, to, bounds.first, bounds.last])) as { seq: string | null }[];
    const until = after?.seq == null ? null : Number(after.seq) - 1;
    const checkpoints = ((await query(CHECKPOINTS, [seq, until, bounds.first, bounds.last])) as LogCheckpoint[]).map(
      checkpointAsSigned,
    );
    let at = 0;
    for (const record of records) {
      for (; at < checkpoints.length && (checkpoints[at] as LogCheckpoint).seq < record.seq; at++)
        yield checkpoints[at] as LogCheckpoint;
      yield record;
      last = record;
    }
    yield* checkpoints.slice(at);
    if (until === null) break;
    seq = until;
  }
  // A part that ends before today ends with the last record of its last day.
  const closed = days.at(-1);
  const end = last ?? (closed ? { seq: closed.lastSeq, hash: closed.root } : { seq: 0, hash: GENESIS });
  const { seq: number, hash } = to === null && !range.until ? head : end;
  yield { kind: 'head', seq: Number(number), hash };
}

/** The first and last record number of a part of the log; null for no bound. */
interface Bounds {
  readonly first: number | null;
  readonly last: number | null;
}

async function boundsOf(query: Query, { from = null, to = null, since = null, until = null }: ExportRange): Promise<Bounds> {
  const [found] = (await query(BOUNDS, [from, to, since, until])) as { first: string | null; last: string | null }[];
  const begins = from !== null || since !== null;
  const ends = to !== null || until !== null;
  const first = begins ? Number(found?.first ?? Number.MAX_SAFE_INTEGER) : null;
  const last = ends ? Number(found?.last ?? 0) : null;
  return since && first !== null && last !== null && first > last ? { first: Number.MAX_SAFE_INTEGER, last: 0 } : { first, last };
}

/** The record before the first one of a part; null at the start of the log, and when that record was deleted after its retention. */
async function recordBefore(query: Query, first: number | null): Promise<{ seq: number; day: string; hash: string } | null> {
  const [found] = (await query(RECORD, [(first ?? 0) - 1])) as { seq: string; day: string; hash: string }[];
  return found ? { ...found, seq: Number(found.seq) } : null;
}

const withNumericSeq = <Entry extends { readonly seq: number }>(entry: Entry): Entry => ({ ...entry, seq: Number(entry.seq) });

/** A record in the format in which it was written: format 1 has no roles, format 2 no repeats. */
function recordAsWritten({ format, roles, repeats, ...record }: LogRecord): LogRecord {
  const { kind, ...rest } = withNumericSeq(record as LogRecord);
  return {
    kind,
    ...(format != null && { format }),
    ...rest,
    ...(roles != null && { roles }),
    ...(repeats != null && { repeats }),
  };
}

/** A checkpoint as it was signed: the first ones did not name the checkpoint before them, and some tell no heads of audits. */
const checkpointAsSigned = ({ previousSeq, heads, ...checkpoint }: LogCheckpoint): LogCheckpoint => ({
  ...withNumericSeq(checkpoint),
  ...(previousSeq != null && { previousSeq: Number(previousSeq) }),
  ...(heads != null && { heads }),
});

const LOG_HEAD = `select seq, encode(hash, 'hex') as hash, to_char(clock_timestamp() at time zone 'UTC', ${SIGNED_INSTANT}) as "exportedAt" from access_log_head`;

const DAYS = `
  select 'day' as kind, day::text as day, first_seq as "firstSeq", last_seq as "lastSeq", encode(root, 'hex') as root,
    to_char(signed_at at time zone 'UTC', ${SIGNED_INSTANT}) as "signedAt", key_id as "keyId", signature
  from access_day where ($1::date is null or day <= $1) and ($2::bigint is null or last_seq <= $2) order by day`;

const RECORDS = `
  select 'record' as kind, nullif(format, 1) as format, seq, day::text as day, to_char(at at time zone 'UTC', ${SIGNED_INSTANT}) as at, client,
    actor, case when format > 1 or cardinality(roles) > 0 then roles end as roles, agreement_id::text as "agreementId", purpose, operation_name as "operationName", operation_hash as "operationHash", coordinates,
    subjects, row_count as rows, suppressed, decision, code, latency_ms as "latencyMs",
    case when format > 2 or repeats <> 1 then repeats end as repeats, encode(previous_hash, 'hex') as "previousHash",
    encode(hash, 'hex') as hash
  from access_record where seq > $1 and seq <= $2 and ($3::date is null or day >= $3) and ($4::date is null or day <= $4)
    and ($5::bigint is null or seq >= $5) and ($6::bigint is null or seq <= $6) order by seq, day`;

/** The first record after a number. A log may have gaps. */
const NEXT_RECORD = `
  select min(seq) as seq from access_record where seq > $1 and ($2::date is null or day >= $2) and ($3::date is null or day <= $3)
    and ($4::bigint is null or seq >= $4) and ($5::bigint is null or seq <= $5)`;

const RECORD = `select seq, day::text as day, encode(hash, 'hex') as hash from access_record where seq = $1 limit 1`;

/** The bounds of a part. A part that ends within a day is extended to the next checkpoint. */
const BOUNDS = `
  with part as (
    select min(seq) filter (where ($1::date is null or day >= $1) and ($3::timestamptz is null or at >= $3)) as first,
      max(seq) filter (where ($2::date is null or day <= $2) and ($4::timestamptz is null or at < $4)) as last
    from access_record
    where ($3::timestamptz is null or day >= ($3::timestamptz at time zone 'Asia/Shanghai')::date - 1)
      and ($4::timestamptz is null or day <= ($4::timestamptz at time zone 'Asia/Shanghai')::date + 1)
  )
  select first, case when $4::timestamptz is null then last
    else coalesce((select min(c.seq) from access_checkpoint c where c.seq >= last), last) end as last
  from part`;

/** The checkpoints of a part. */
const CHECKPOINTS = `
  select 'checkpoint' as kind, seq, encode(hash, 'hex') as hash, to_char(signed_at at time zone 'UTC', ${SIGNED_INSTANT}) as "signedAt",
    key_id as "keyId", signature, previous_seq as "previousSeq", heads
  from access_checkpoint where seq > $1 and ($2::bigint is null or seq <= $2) and ($3::bigint is null or seq >= $3)
    and ($4::bigint is null or seq <= $4) order by seq`;
