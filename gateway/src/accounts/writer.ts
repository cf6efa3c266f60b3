import { openPool } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import { GENESIS, type Receipt } from '../../audit/verify-access-log.mjs';
import { groupOf, OWES_NOTHING, type Owed, type Settled, type Written } from './group.ts';
import type { AccessRecord } from './record.ts';

export interface AccessWriter {
  /**
   * Counts a request, writes its record, or both; resolves when that is durable, or with the refusal of a quota. Rejects when it takes
   * too long or fails: then the answer must not leave.
   */
  settle(owed: Owed): Promise<Settled>;
  /** Writes a record of something that is counted already, or by nothing. */
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
  /** Told when the log turns out to be shorter or another one than this process knows it to be. */
  readonly onBroken?: () => void;
}

/** A request waits for its record no longer than twice this. */
const LIMIT_MS = 4_000;
const MAX_GROUP = 500;
/** More requests than this do not wait: the database is away or far too slow. */
const MAX_WAITING = 5_000;

interface Waiting {
  readonly owed: Owed;
  readonly since: number;
  readonly resolve: (settled: Settled) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Counts requests and writes access records in groups: what is asked while one transaction is under way goes into the next one, so that
 * many requests share one commit. One transaction at a time: more would only wait for each other at the head of the chain.
 */
export function createAccessWriter({ databaseUrl, log, onWritten, onGroup, onBroken }: WriterOptions): AccessWriter {
  const pool = openPool(
    {
      connectionString: databaseUrl,
      max: 1,
      connectionTimeoutMillis: LIMIT_MS,
      statement_timeout: LIMIT_MS,
      query_timeout: LIMIT_MS + 500,
    },
    (error) => log.warn({ reason: error.message }, 'the connection of the access log broke'),
  );
  const waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  /** The last record that was written here. */
  let last: Receipt = { seq: 0, hash: GENESIS };

  const writeGroup = async (group: readonly Waiting[]): Promise<void> => {
    const { values, settle } = groupOf(group.map(({ owed }) => owed));
    const { rows } = await pool.query<Written>({ name: 'write_access', text: WRITE, values: [...values] });
    const written = rows[0] as Written;
    const settled = settle(written);
    const receipts = settled.flatMap(({ receipt }) => receipt ?? []);
    const head = receipts.at(-1);
    if (head) {
      const firstSeq = Number(written.first_seq);
      if (firstSeq <= last.seq || (firstSeq === last.seq + 1 && written.start_hash !== last.hash)) {
        log.fatal(
          { firstSeq, lastSeq: last.seq },
          'the access log is not what was written: records are gone, or were written anew',
        );
        onBroken?.();
      }
      last = head;
    }
    for (const [at, { resolve }] of group.entries()) resolve(settled[at] as Settled);
    if (!head) return;
    onGroup?.(receipts.length);
    onWritten(head, written.opened);
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

  const settle = (owed: Owed): Promise<Settled> =>
    new Promise((resolve, reject) => {
      if (waiting.length >= MAX_WAITING) return reject(new Error('too many requests wait for the access log'));
      waiting.push({ owed, since: performance.now(), resolve, reject });
      writing ??= writeAll();
    });

  return {
    settle,
    write: async (record) => (await settle({ ...OWES_NOTHING, record })).receipt as Receipt,
    stop: async () => {
      await writing;
      await pool.end();
    },
  };
}

const WRITE = `select counted, attempted, refused, first_seq, encode(start_hash, 'hex') as start_hash, day::text as day, opened::text as opened
  from write_access($1::jsonb, $2::jsonb, $3::jsonb)`;
