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

/** The maximum time for which a request waits for the result of its verification. */
const WAIT_MS = 1_000;
/** A running verification that stored no progress for this long has failed with its process. */
const DEAD_AFTER = '30 seconds';

/**
 * How long a request waits for its verification: the rest of {@link WAIT_MS} since the request began; not at all while others are ahead. A call to
 * governance has a time limit, and a busy database may have used most of it to start the verification.
 */
export const waitMs = (verificationsAhead: number, elapsedMs: number): number =>
  verificationsAhead > 0 ? 0 : Math.max(0, WAIT_MS - elapsedMs);

/** The verifications that this process runs, in their order. */
const running = new Map<string, Promise<void>>();

/**
 * Starts the verification of a part of the log, or joins a running one of the same part. Waits a moment for its end when no other verification is ahead.
 * One person may have one running, and start `maxPerMinute` in a minute: `RATE_LIMITED` beyond that.
 */
export async function startVerification(
  db: EntityManager,
  requestedBy: string,
  range: ExportRange,
  { keys, maxPerMinute }: { readonly keys: readonly PublicKey[]; readonly maxPerMinute: number },
): Promise<LogVerification> {
  const requestedAt = performance.now();
  await db.query(FAIL_DEAD);
  const part = JSON.stringify([range.from ?? null, range.to ?? null, range.since ?? null, range.until ?? null]);
  const started: { id: string }[] = await db.query(START, [newId(), requestedBy, part, maxPerMinute]);
  const id = started[0]?.id ?? (await findRunning(db, { requestedBy, part, maxPerMinute }));
  if (started.length > 0)
    running.set(
      id,
      runVerification(db.connection, id, range, keys).finally(() => running.delete(id)),
    );
  const wait = waitMs([...running.keys()].indexOf(id), performance.now() - requestedAt);
  if (running.has(id) && wait > 0) await Promise.race([running.get(id), sleep(wait, undefined, { ref: false })]);
  return (await findVerification(db, id)) as LogVerification;
}

/** Finds a verification by its id; null when there is none. */
export async function findVerification(db: EntityManager, id: string): Promise<LogVerification | null> {
  if (!isId(id)) return null;
  const [found]: LogVerification[] = await db.query(FIND, [id]);
  return found ?? null;
}

interface VerificationRequest {
  readonly requestedBy: string;
  readonly part: string;
  readonly maxPerMinute: number;
}

async function findRunning(db: EntityManager, { requestedBy, part, maxPerMinute }: VerificationRequest): Promise<string> {
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
  const [next]: { inMs: number }[] = await db.query(NEXT_START, [requestedBy, maxPerMinute]);
  throw new Refusal(
    'RATE_LIMITED',
    `You have begun ${maxPerMinute} verifications within a minute, and that is the limit. Ask for their results by "accessLogVerification", or wait a minute.`,
    { retryAfterMs: Math.max(1, next?.inMs ?? 0) },
  );
}

const FAIL_DEAD = `update log_verification set state = 'FAILED', finished_at = now()
  where state = 'RUNNING' and alive_at < now() - interval '${DEAD_AFTER}'`;

const START = `
  insert into log_verification (id, requested_by, part, state, records, started_at, alive_at)
  select $1, $2, $3::jsonb, 'RUNNING', 0, now(), now()
  where (select count(*) from log_verification where requested_by = $2 and started_at > now() - interval '1 minute') < $4
  on conflict do nothing returning id`;

/** The milliseconds until the person may start another verification: until the `$2`th last one is a minute old. */
const NEXT_START = `
  select ceil(extract(epoch from started_at + interval '1 minute' - now()) * 1000)::int as "inMs" from log_verification
  where requested_by = $1 order by started_at desc offset $2 - 1 limit 1`;

const FIND_RUNNING = `select id, part = $2::jsonb as "isSame" from log_verification
  where state = 'RUNNING' and (requested_by = $1 or part = $2::jsonb)`;

const FIND = `select id, state, records, total, result, started_at as "startedAt", finished_at as "finishedAt"
  from log_verification where id = $1`;
