import pg from 'pg';
import type { Logger } from 'pino';
import { chain } from '../../audit/verify-access-log.mjs';
import { type AccessRecord, withDigest } from './record.ts';

/** Where a record stands in the log: proof for whoever got the answer that it was written down. */
export interface Receipt {
  readonly seq: number;
  readonly hash: string;
}

export interface AccessWriter {
  /** Writes a record; resolves when it is durable. Rejects when that takes too long or fails: then the answer must not leave. */
  write(record: AccessRecord): Promise<Receipt>;
  stop(): Promise<void>;
}

export interface WriterOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  /** Told of each group that was written, and of the day when it was the first of it. */
  readonly onWritten: (head: { seq: number; hash: string }, opened: string | null) => void;
  /** Told how many records a group had. */
  readonly onGroup?: (size: number) => void;
  /** Told when the log turns out to be shorter than this process knows it to be. */
  readonly onBroken?: () => void;
}

/** A request waits for its record no longer than twice this. */
const LIMIT_MS = 4_000;
const MAX_GROUP = 500;
/** More requests than this do not wait: the database is away or far too slow. */
const MAX_WAITING = 5_000;

interface Waiting {
  readonly record: AccessRecord;
  readonly since: number;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Writes access records in groups: what is asked while one transaction is under way goes into the next one, so that many
 * requests share one commit. One transaction at a time: more would only wait for each other at the head of the chain.
 */
export function createAccessWriter({ databaseUrl, log, onWritten, onGroup, onBroken }: WriterOptions): AccessWriter {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: LIMIT_MS,
    statement_timeout: LIMIT_MS,
    query_timeout: LIMIT_MS + 500,
  });
  pool.on('error', (error) => log.warn({ reason: error.message }, 'the connection of the access log broke'));
  const waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let lastSeq = 0;

  const writeGroup = async (group: readonly Waiting[]): Promise<void> => {
    const batch = group.map(({ record }) => withDigest(record));
    const { rows } = await pool.query<Appended>(APPEND, [JSON.stringify(batch)]);
    const appended = rows[0] as Appended;
    const firstSeq = Number(appended.first_seq);
    if (firstSeq <= lastSeq) {
      log.fatal({ firstSeq, lastSeq }, 'the access log has become shorter: records that were written are gone');
      onBroken?.();
    }
    lastSeq = firstSeq + group.length - 1;
    let hash = appended.start_hash;
    for (const [at, { resolve }] of group.entries()) {
      hash = chain(hash, appended.day, firstSeq + at, (batch[at] as { digest: string }).digest);
      resolve({ seq: firstSeq + at, hash });
    }
    onGroup?.(group.length);
    onWritten({ seq: lastSeq, hash }, appended.opened);
  };

  const writeAll = async (): Promise<void> => {
    // Requests that came in the same turn of the loop belong to one group.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const oldest = performance.now() - LIMIT_MS;
      const group = waiting.splice(0, MAX_GROUP).filter((one) => {
        if (one.since >= oldest) return true;
        one.reject(new Error('waited too long for the access log'));
        return false;
      });
      if (group.length === 0) continue;
      await writeGroup(group).catch((error: Error) => {
        for (const { reject } of group) reject(error);
      });
    }
    writing = null;
  };

  return {
    write: (record) =>
      new Promise<Receipt>((resolve, reject) => {
        if (waiting.length >= MAX_WAITING) return reject(new Error('too many requests wait for the access log'));
        waiting.push({ record, since: performance.now(), resolve, reject });
        writing ??= writeAll();
      }),
    stop: async () => {
      await writing;
      await pool.end();
    },
  };
}

interface Appended {
  readonly first_seq: string;
  readonly start_hash: string;
  readonly day: string;
  readonly opened: string | null;
}

const APPEND = `select first_seq, encode(start_hash, 'hex') as start_hash, day::text as day, opened::text as opened
  from append_access_records($1::jsonb)`;
