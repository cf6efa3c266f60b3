import pg from 'pg';
import type { DataSource } from 'typeorm';
import { describeResult, type LogEntry, type PublicKey, verifyLog } from '../../../audit/verify-access-log.mjs';
import { type ExportRange, exportLog, type Query } from '../../accounts/exportLog.ts';
import type { VerificationResult } from './verifications.ts';

const PROGRESS_INTERVAL_MS = 1_000;
/** A statement that takes longer waits for a lock. The verification then fails, so that the next one can run. */
const STATEMENT_TIMEOUT_MS = 300_000;
/** The number of records after which the verification yields to the event loop. */
const RECORDS_PER_YIELD = 100;

/** A process runs one verification at a time, on a connection outside of the pool. */
let lastRun: Promise<void> = Promise.resolve();

/** Verifies a part of the log in one snapshot, and stores its progress and result. Never rejects. */
export function runVerification(source: DataSource, id: string, range: ExportRange, keys: readonly PublicKey[]): Promise<void> {
  let records = 0;
  const storeProgress = (): void => void source.query(STORE_PROGRESS, [id, records]).catch(() => undefined);
  const timer = setInterval(storeProgress, PROGRESS_INTERVAL_MS).unref();
  const onRecord = (): number => (records += 1);
  const run = lastRun.then(async () => {
    try {
      const result = await verify(source, range, { id, keys, onRecord });
      await source.query(FINISH, [id, 'DONE', result.records, result]);
    } catch {
      // The verification has the state FAILED; the client starts another one.
      await source.query(FINISH, [id, 'FAILED', records, null]).catch(() => undefined);
    } finally {
      clearInterval(timer);
    }
  });
  lastRun = run;
  return run;
}

interface VerificationOptions {
  readonly id: string;
  readonly keys: readonly PublicKey[];
  readonly onRecord: () => number;
}

async function verify(
  source: DataSource,
  range: ExportRange,
  { id, keys, onRecord }: VerificationOptions,
): Promise<VerificationResult> {
  const { url } = source.options as { url?: string };
  const client = new pg.Client({ connectionString: url as string, statement_timeout: STATEMENT_TIMEOUT_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const query: Query = async (text, values) => (await client.query(text, [...values])).rows;
    const [counted] = (await query(COUNT_RECORDS, [])) as { total: string }[];
    if (Object.values(range).every((end) => end == null)) await source.query(STORE_TOTAL, [id, Number(counted?.total)]);
    return resultOf(await verifyLog(withYields(exportLog(query, range), onRecord), { keys }));
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function* withYields(entries: AsyncIterable<LogEntry>, onRecord: () => number): AsyncGenerator<LogEntry> {
  for await (const entry of entries) {
    if (entry.kind === 'record' && onRecord() % RECORDS_PER_YIELD === 0) await new Promise(setImmediate);
    yield entry;
  }
}

function resultOf(found: Awaited<ReturnType<typeof verifyLog>>): VerificationResult {
  const { fault, records, firstSeq, lastSeq, signedSeq } = found;
  return {
    isWhole: fault === null,
    message: describeResult(found),
    fault: fault?.kind ?? null,
    firstBadSeq: fault?.seq == null ? null : String(fault.seq),
    records,
    firstSeq: firstSeq === null ? null : String(firstSeq),
    lastSeq: lastSeq === 0 ? null : String(lastSeq),
    signedSeq: signedSeq === 0 ? null : String(signedSeq),
  };
}

const COUNT_RECORDS = `select coalesce(max(seq) - min(seq) + 1, 0) as total from access_record`;
const STORE_TOTAL = 'update log_verification set total = $2 where id = $1';
const STORE_PROGRESS = `update log_verification set records = $2, alive_at = now() where id = $1 and state = 'RUNNING'`;
const FINISH = `update log_verification set state = $2, records = $3, result = $4, finished_at = now(), alive_at = now()
  where id = $1 and state = 'RUNNING'`;
