import { openPool } from '@union-graph/subgraph';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { GENESIS, type Receipt } from '../../audit/verify-access-log.mjs';
import { type AccessEntry, EMPTY_ENTRY, type EntryResult, groupEntries, type WriteResult } from './entryGroup.ts';
import { queryWithin } from './queryWithin.ts';
import type { AccessRecordContent } from './recordContent.ts';

export interface AccessWriter {
  /**
   * Counts a request, writes its record, or both. Resolves when that is durable, or with a refusal when a quota is used up. Rejects when it
   * fails or takes too long; the answer must then not be sent.
   */
  writeEntry(entry: AccessEntry): Promise<EntryResult>;
  /** Writes a record of a request that needs no counting. */
  writeRecord(record: AccessRecordContent): Promise<Receipt>;
  stop(): Promise<void>;
}

export interface WriterOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  /** Called after each group with its last record, and the day whose first record the group had, if any. */
  readonly onWritten: (head: { seq: number; hash: string }, opened: string | null) => void;
  /** Called with the number of records of each group. */
  readonly onGroup?: (size: number) => void;
  /** Called when records that this process wrote are missing or changed. */
  readonly onBroken?: () => void;
  /** The time limit for waiting in the queue, and again for writing, in milliseconds. */
  readonly timeoutMs?: number;
}

/** The time limit for waiting in the queue, and again for writing. A busy machine takes less; a request waits no longer for an unavailable database. */
const WRITE_TIMEOUT_MS = 10_000;
/** The database gives a statement up by itself before its answer is no longer waited for, so that nothing is written afterwards. */
const ANSWER_MS = 500;
const MAX_GROUP = 500;
/** The capacity of the queue. It fills up only when the database is unavailable or far too slow. */
const MAX_QUEUED = 5_000;

interface QueuedEntry {
  readonly entry: AccessEntry;
  readonly since: number;
  readonly resolve: (settled: EntryResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Counts requests and writes access records in groups: requests that arrive during one transaction share the next one, and so its commit.
 * There is one transaction at a time, because concurrent ones would only wait for each other at the head of the hash chain.
 */
export function createAccessWriter({ databaseUrl, log, timeoutMs = WRITE_TIMEOUT_MS, ...told }: WriterOptions): AccessWriter {
  const pool = openPool(
    {
      connectionString: databaseUrl,
      max: 1,
      connectionTimeoutMillis: timeoutMs,
      statement_timeout: timeoutMs,
    },
    (error) => log.warn({ reason: error.message }, 'the connection of the access log broke'),
  );
  const queue = createEntryQueue(createGroupWriter(pool, { log, timeoutMs, ...told }), timeoutMs);
  return {
    writeEntry: queue.add,
    writeRecord: async (record) => (await queue.add({ ...EMPTY_ENTRY, record })).receipt as Receipt,
    stop: async () => {
      await queue.finish();
      await pool.end();
    },
  };
}

/** Queues entries, and writes them in groups, one group after another. */
function createEntryQueue(writeGroup: (group: readonly QueuedEntry[]) => Promise<void>, timeoutMs: number) {
  const queue: QueuedEntry[] = [];
  let writing: Promise<void> | null = null;
  const writeAll = async (): Promise<void> => {
    // Requests of one turn of the event loop share a group.
    await new Promise(setImmediate);
    while (queue.length > 0) {
      const oldest = performance.now() - timeoutMs;
      const group = queue.splice(0, MAX_GROUP).filter(({ since, reject }) => {
        if (since >= oldest) return true;
        reject(new Error('waited too long for the access log'));
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
    add: (entry: AccessEntry): Promise<EntryResult> =>
      new Promise((resolve, reject) => {
        if (queue.length >= MAX_QUEUED) return reject(new Error('too many requests wait for the access log'));
        queue.push({ entry, since: performance.now(), resolve, reject });
        writing ??= writeAll();
      }),
    finish: async (): Promise<void> => {
      await writing;
    },
  };
}

/** Creates the function that writes a group of entries in one transaction, and resolves each with its result. */
function createGroupWriter(
  pool: Pool,
  { log, timeoutMs, onWritten, onGroup, onBroken }: Omit<WriterOptions, 'databaseUrl'> & { readonly timeoutMs: number },
) {
  /** The last record that this process wrote. */
  let lastRecord: Receipt = { seq: 0, hash: GENESIS };

  return async (group: readonly QueuedEntry[]): Promise<void> => {
    const { values, readResults } = groupEntries(group.map(({ entry }) => entry));
    const query = { name: 'write_access', text: WRITE_ACCESS, values: [...values] };
    const { rows } = await queryWithin<WriteResult>(pool, query, timeoutMs + ANSWER_MS);
    const written = rows[0] as WriteResult;
    const settled = readResults(written);
    const receipts = settled.flatMap(({ receipt }) => receipt ?? []);
    const head = receipts.at(-1);
    if (head) {
      const firstSeq = Number(written.first_seq);
      if (!continuesChain(lastRecord, firstSeq, written.start_hash)) {
        log.fatal(
          { firstSeq, lastSeq: lastRecord.seq },
          'the access log was rewritten: records of this gateway are missing or changed',
        );
        onBroken?.();
      }
      lastRecord = head;
    }
    for (const [index, { resolve }] of group.entries()) resolve(settled[index] as EntryResult);
    if (!head) return;
    onGroup?.(receipts.length);
    onWritten(head, written.opened);
  };
}

/** Whether a group that begins with `firstSeq` after `startHash` continues the chain. Other gateways may have written in between. */
const continuesChain = (last: Receipt, firstSeq: number, startHash: string): boolean =>
  firstSeq > last.seq && (firstSeq !== last.seq + 1 || startHash === last.hash);

const WRITE_ACCESS = `select counted, attempted, refused, first_seq, encode(start_hash, 'hex') as start_hash, day::text as day, opened::text as opened
  from write_access($1::jsonb, $2::jsonb, $3::jsonb)`;
