import {
  FORMAT,
  GENESIS,
  type LogCheckpoint,
  type LogDay,
  type LogEntry,
  type LogRecord,
} from '../../audit/verify-access-log.mjs';

/** Which part of the log; all of it when left out. */
export interface ExportRange {
  /** The first civil day (Asia/Shanghai). */
  readonly from?: string | null;
  /** The last civil day. */
  readonly to?: string | null;
}

/** Sends one statement and gives its rows. */
export type Query = (text: string, values: readonly unknown[]) => Promise<unknown[]>;

const CHUNK = 2_000;
const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/**
 * Reads the log as entries of an export, in the order in which they are verified. Call it within one repeatable-read
 * transaction, so that records that come meanwhile are not half in it.
 */
export async function* exportLog(query: Query, { from = null, to = null }: ExportRange = {}): AsyncGenerator<LogEntry> {
  const [head] = (await query(HEAD, [])) as [{ seq: string; hash: string; exportedAt: string }];
  yield { kind: 'header', format: FORMAT, exportedAt: head.exportedAt, from };
  const days = (await query(DAYS, [to])) as (Omit<LogDay, 'firstSeq' | 'lastSeq'> & {
    firstSeq: string;
    lastSeq: string;
  })[];
  for (const day of days) yield { ...day, firstSeq: Number(day.firstSeq), lastSeq: Number(day.lastSeq) };
  let seq = 0;
  let last: LogRecord | null = null;
  for (;;) {
    const records = ((await query(RECORDS, [seq, from, to, CHUNK])) as LogRecord[]).map(asWritten);
    const until = records.length < CHUNK ? null : (records.at(-1)?.seq ?? null);
    const checkpoints = ((await query(CHECKPOINTS, [seq, until, from, to])) as LogCheckpoint[]).map(asSigned);
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
  // A part that ends before today ends where its last day does.
  const closed = days.at(-1);
  const end = last ?? (closed ? { seq: closed.lastSeq, hash: closed.root } : { seq: 0, hash: GENESIS });
  const { seq: number, hash } = to === null ? head : end;
  yield { kind: 'head', seq: Number(number), hash };
}

const numbered = <Entry extends { readonly seq: number }>(entry: Entry): Entry => ({ ...entry, seq: Number(entry.seq) });

/** As it was exported when it was written: the first form had none of these, the second no repeats. */
function asWritten({ format, roles, repeats, ...record }: LogRecord): LogRecord {
  const { kind, ...rest } = numbered(record as LogRecord);
  return {
    kind,
    ...(format != null && { format }),
    ...rest,
    ...(roles != null && { roles }),
    ...(repeats != null && { repeats }),
  };
}

/** Checkpoints of before they were chained do not say what they follow. */
const asSigned = ({ previousSeq, ...checkpoint }: LogCheckpoint): LogCheckpoint => ({
  ...numbered(checkpoint),
  ...(previousSeq != null && { previousSeq: Number(previousSeq) }),
});

const HEAD = `select seq, encode(hash, 'hex') as hash, to_char(clock_timestamp() at time zone 'UTC', ${INSTANT}) as "exportedAt" from access_log_head`;

const DAYS = `
  select 'day' as kind, day::text as day, first_seq as "firstSeq", last_seq as "lastSeq", encode(root, 'hex') as root,
    to_char(signed_at at time zone 'UTC', ${INSTANT}) as "signedAt", key_id as "keyId", signature
  from access_day where $1::date is null or day <= $1 order by day`;

const RECORDS = `
  select 'record' as kind, nullif(format, 1) as format, seq, day::text as day, to_char(at at time zone 'UTC', ${INSTANT}) as at, client,
    actor, case when format > 1 or cardinality(roles) > 0 then roles end as roles, agreement_id::text as "agreementId", purpose, operation_name as "operationName", operation_hash as "operationHash", coordinates,
    subjects, row_count as rows, suppressed, decision, code, latency_ms as "latencyMs",
    case when format > 2 or repeats <> 1 then repeats end as repeats, encode(previous_hash, 'hex') as "previousHash",
    encode(hash, 'hex') as hash
  from access_record where seq > $1 and ($2::date is null or day >= $2) and ($3::date is null or day <= $3) order by seq, day limit $4`;

/** Those within the part, and those after its last record where it goes to the end. */
const CHECKPOINTS = `
  select 'checkpoint' as kind, seq, encode(hash, 'hex') as hash, to_char(signed_at at time zone 'UTC', ${INSTANT}) as "signedAt",
    key_id as "keyId", signature, previous_seq as "previousSeq"
  from access_checkpoint where seq > $1 and ($2::bigint is null or seq <= $2)
    and ($3::date is null or seq >= (select min(seq) from access_record where day >= $3))
    and ($4::date is null or seq <= (select max(seq) from access_record where day <= $4)) order by seq`;
