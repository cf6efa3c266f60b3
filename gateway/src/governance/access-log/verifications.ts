import { setTimeout as sleep } from 'node:timers/promises';
import { isId, newId, Refusal } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import type { PublicKey } from '../../../audit/verify-access-log.mjs';
import type { ExportRange } from '../../accounts/exportLog.ts';
import { runVerification } from './runVerification.ts';

/** A verification of the access log, running or finished. */
export interface LogVerification {
  readonly id: string;
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly records: number;
  readonly total: number | null;
  readonly result: VerificationResult | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** The result of a finished verification. */
export interface VerificationResult {
  readonly isWhole: boolean;
  readonly message: string;
  readonly fault: string | null;
  readonly firstBadSeq: string | null;
  readonly records: number;
  readonly firstSeq: string | null;
  readonly lastSeq: string | null;
  readonly signedSeq: string | null;
}

/** How long a request waits for the result of a small log at most. */
const WAIT_MS = 1_000;
/** A running verification without progress for this long has died with its process. */
const DEAD_AFTER = '30 seconds';

/**
 * How long a request waits for its job: what is left of a second since the request came, and no time behind another job. A call to governance
 * has a time limit, and a busy database may have used most of it to begin the job.
 */
export const waitMs = (jobsAhead: number, elapsedMs: number): number => (jobsAhead > 0 ? 0 : Math.max(0, WAIT_MS - elapsedMs));

/** The verifications that this process runs, in their order. */
const running = new Map<string, Promise<void>>();

/**
 * Starts the verification of a part of the log, or joins a running one of the same part, and waits a moment for its end where no other job is
 * before it. One person may have one running, and begin so many in a minute: `RATE_LIMITED` beyond that.
 */
export async function startVerification(
  db: EntityManager,
  requestedBy: string,
  range: ExportRange,
  { keys, mostPerMinute }: { readonly keys: readonly PublicKey[]; readonly mostPerMinute: number },
): Promise<LogVerification> {
  const askedAt = performance.now();
  await db.query(FAIL_DEAD);
  const part = JSON.stringify([range.from ?? null, range.to ?? null, range.since ?? null, range.until ?? null]);
  const begun: { id: string }[] = await db.query(BEGIN, [newId(), requestedBy, part, mostPerMinute]);
  const id = begun[0]?.id ?? (await findRunning(db, { requestedBy, part, mostPerMinute }));
  if (begun.length > 0)
    running.set(
      id,
      runVerification(db.connection, id, range, keys).finally(() => running.delete(id)),
    );
  const wait = waitMs([...running.keys()].indexOf(id), performance.now() - askedAt);
  if (running.has(id) && wait > 0) await Promise.race([running.get(id), sleep(wait, undefined, { ref: false })]);
  return (await findVerification(db, id)) as LogVerification;
}

/** A verification by its id; null where there is none. */
export async function findVerification(db: EntityManager, id: string): Promise<LogVerification | null> {
  if (!isId(id)) return null;
  const [found]: LogVerification[] = await db.query(FIND, [id]);
  return found ?? null;
}

interface Wanted {
  readonly requestedBy: string;
  readonly part: string;
  readonly mostPerMinute: number;
}

async function findRunning(db: EntityManager, { requestedBy, part, mostPerMinute }: Wanted): Promise<string> {
  const found: { id: string; isSame: boolean }[] = await db.query(FIND_RUNNING, [requestedBy, part]);
  const same = found.find(({ isSame }) => isSame);
  if (same) return same.id;
  const [own] = found;
  if (own)
    throw new Refusal(
      'RATE_LIMITED',
      `You have a verification of another part under way. Wait for it: accessLogVerification(id: "${own.id}").`,
      { retryAfterMs: WAIT_MS },
    );
  const [next]: { inMs: number }[] = await db.query(NEXT, [requestedBy, mostPerMinute]);
  throw new Refusal(
    'RATE_LIMITED',
    `You have begun ${mostPerMinute} verifications within a minute, and that is the limit. Ask for their results by "accessLogVerification", or wait a minute.`,
    { retryAfterMs: Math.max(1, next?.inMs ?? 0) },
  );
}

const FAIL_DEAD = `update log_verification set state = 'FAILED', finished_at = now()
  where state = 'RUNNING' and alive_at < now() - interval '${DEAD_AFTER}'`;

const BEGIN = `
  insert into log_verification (id, requested_by, part, state, records, started_at, alive_at)
  select $1, $2, $3::jsonb, 'RUNNING', 0, now(), now()
  where (select count(*) from log_verification where requested_by = $2 and started_at > now() - interval '1 minute') < $4
  on conflict do nothing returning id`;

/** When the first of the last `$2` is a minute old. */
const NEXT = `
  select ceil(extract(epoch from started_at + interval '1 minute' - now()) * 1000)::int as "inMs" from log_verification
  where requested_by = $1 order by started_at desc offset $2 - 1 limit 1`;

const FIND_RUNNING = `select id, part = $2::jsonb as "isSame" from log_verification
  where state = 'RUNNING' and (requested_by = $1 or part = $2::jsonb)`;

const FIND = `select id, state, records, total, result, started_at as "startedAt", finished_at as "finishedAt"
  from log_verification where id = $1`;
