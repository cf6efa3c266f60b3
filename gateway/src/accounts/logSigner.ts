import { createPrivateKey, sign } from 'node:crypto';
import { openPool } from '@union-graph/subgraph';
import type { JWK } from 'jose';
import type pg from 'pg';
import type { Logger } from 'pino';
import { checkpointText, dayText, keyIdOf, type PublicKey } from '../../audit/verify-access-log.mjs';
import { isNotMigrated } from './isNotMigrated.ts';
import { instant } from './recordContent.ts';

/** The newest entry of the access log: its number and hash. */
interface LogHead {
  readonly seq: number;
  readonly hash: string;
}

/** Signs the access log: its newest entry (a checkpoint) while records are written, and each civil day when it is over. */
export interface LogSigner {
  /** Notes the newest entry after a group of records was written. `opened` is the civil day that began with the group; null otherwise. */
  noteHead(head: LogHead, opened: string | null): void;
  /** Stops signing for good, because the log is not what this gateway wrote. */
  stopSigning(): void;
  /** Signs what is unsigned, then stops. */
  stop(): Promise<void>;
}

/** How long records may stay unsigned. Somebody with all rights on the database could rewrite unsigned records unnoticed. */
const SIGN_AFTER_MS = 100;
const RETRY_MS = 2_000;
/** Failures are logged only after this time: while a gateway and its database start, connecting may take a while. */
const WARN_AFTER_MS = 30_000;

/** The public half of a key, with which anybody can verify its signatures. */
export const publicKeyOf = ({ kty, crv, x }: JWK): PublicKey => ({ kty: kty as string, crv: crv as string, x: x as string });

/** Creates the signer of the access log. `onBroken` is called when a checkpoint's record is missing or changed. */
export function createLogSigner(
  databaseUrl: string,
  serviceKey: JWK,
  log: Logger,
  onBroken: () => void = () => undefined,
): LogSigner {
  const pool = openPool(
    { connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 2_000, statement_timeout: 5_000 },
    (error) => log.warn({ reason: error.message }, 'the connection that signs the access log broke'),
  );
  const key = createLogKey(serviceKey);
  const failures = createFailureReport(log);
  let unsignedHead: LogHead | null = null;
  let lastSigned: LogHead | null = null;
  let isBroken = false;
  let hasUnsignedDays = true;

  /** Stops signing when the last signed record is missing or changed: records that follow rewritten ones must not get a signature. */
  const verifyLastSigned = async (): Promise<void> => {
    lastSigned ??= await lastCheckpoint(pool, key.id);
    if (!lastSigned || (await isInLog(pool, lastSigned))) return;
    isBroken = true;
    log.fatal(lastSigned, 'the access log was rewritten: a signed record is missing or changed, and nothing after it is signed');
    onBroken();
  };
  const signHead = async (): Promise<void> => {
    if (!unsignedHead) return;
    const { seq, hash } = unsignedHead;
    await writeCheckpoint(pool, { seq, hash }, key);
    lastSigned = { seq, hash };
    if (unsignedHead.seq === seq) unsignedHead = null;
  };
  const signDays = async (): Promise<void> => {
    // Cleared first: a day that begins meanwhile sets it again, and is signed by the next run.
    hasUnsignedDays = false;
    try {
      await signClosedDaysAndDropOldOnes(pool, key);
    } catch (error) {
      hasUnsignedDays = true;
      throw error;
    }
  };
  const signAll = async (): Promise<void> => {
    if (isBroken) return;
    try {
      await verifyLastSigned();
      if (isBroken) return;
      await signHead();
      if (hasUnsignedDays) await signDays();
      failures.clear();
    } catch (error) {
      if (!isNotMigrated(error)) failures.note(error);
    }
  };
  const schedule = createSchedule(signAll, () => !isBroken && (unsignedHead !== null || hasUnsignedDays));
  schedule.runIn(SIGN_AFTER_MS);

  return {
    noteHead: (head, opened) => {
      unsignedHead = head;
      if (opened !== null) hasUnsignedDays = true;
      schedule.runIn(SIGN_AFTER_MS);
    },
    stopSigning: () => {
      isBroken = true;
    },
    stop: async () => {
      await schedule.finish();
      await pool.end();
    },
  };
}

interface LogKey {
  readonly id: string;
  sign(text: string): string;
}

function createLogKey(serviceKey: JWK): LogKey {
  const key = createPrivateKey({ key: serviceKey as import('node:crypto').JsonWebKey, format: 'jwk' });
  return { id: keyIdOf(publicKeyOf(serviceKey)), sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

/** Logs once that signing fails for longer than {@link WARN_AFTER_MS}, and once that it works again. */
function createFailureReport(log: Logger) {
  let failing: { readonly since: number; isLogged: boolean } | null = null;
  return {
    note: (error: unknown): void => {
      failing ??= { since: Date.now(), isLogged: false };
      if (failing.isLogged || Date.now() - failing.since < WARN_AFTER_MS) return;
      failing.isLogged = true;
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'the access log cannot be signed now');
    },
    clear: (): void => {
      if (failing?.isLogged) log.info('the access log is signed again');
      failing = null;
    },
  };
}

/** Runs `run` after a delay, and again every {@link RETRY_MS} as long as `hasMore` says so. */
function createSchedule(run: () => Promise<void>, hasMore: () => boolean) {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const runNow = (): Promise<void> => {
    timer = null;
    return run();
  };
  const runIn = (ms: number): void => {
    timer ??= setTimeout(() => {
      running = runNow().then(() => {
        if (hasMore()) runIn(RETRY_MS);
      });
    }, ms).unref();
  };
  return {
    /** Does nothing when a run is scheduled already. */
    runIn,
    /** Waits for the run that is under way, then runs a last time. */
    finish: async (): Promise<void> => {
      if (timer) clearTimeout(timer);
      await running;
      if (timer) clearTimeout(timer);
      await runNow();
    },
  };
}

/** Signs each civil day that is over, and drops the partitions of days that are past their retention. */
async function signClosedDaysAndDropOldOnes(pool: pg.Pool, key: LogKey): Promise<void> {
  const { rows } = await pool.query<UnsignedDay>(UNSIGNED_DAYS);
  for (const { day, first_seq, last_seq, root } of rows) {
    const signedAt = instant(new Date());
    const signature = key.sign(dayText({ day, firstSeq: Number(first_seq), lastSeq: Number(last_seq), root, signedAt }));
    await pool.query(INSERT_DAY, [day, first_seq, last_seq, root, signedAt, key.id, signature]);
  }
  await pool.query('select drop_access_days()');
}

/**
 * The newest checkpoint with this key's id; null when there is none. Its signature is not verified here: a forged checkpoint that names no
 * record stops the signing too.
 */
async function lastCheckpoint(pool: pg.Pool, keyId: string): Promise<LogHead | null> {
  const { rows } = await pool.query<{ seq: string; hash: string }>(
    `select seq, encode(hash, 'hex') as hash from access_checkpoint where key_id = $1 order by seq desc limit 1`,
    [keyId],
  );
  return rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash } : null;
}

/** Whether the log has a record with this number and hash. */
async function isInLog(pool: pg.Pool, { seq, hash }: LogHead): Promise<boolean> {
  const { rowCount } = await pool.query(`select from access_record where seq = $1 and hash = decode($2, 'hex')`, [seq, hash]);
  return rowCount === 1;
}

/**
 * Writes a signed checkpoint that names the checkpoint before it, so that none can be removed unnoticed. An advisory lock keeps gateways
 * from writing at once. Writes nothing when a later checkpoint exists: its signature covers this entry too.
 */
async function writeCheckpoint(pool: pg.Pool, { seq, hash }: LogHead, key: LogKey): Promise<void> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('access_checkpoint'))`);
    const { rows } = await client.query<{ seq: string | null }>('select max(seq) as seq from access_checkpoint');
    const previousSeq = Number(rows[0]?.seq ?? 0);
    if (previousSeq < seq) {
      const signedAt = instant(new Date());
      const signature = key.sign(checkpointText({ seq, hash, signedAt, previousSeq }));
      await client.query(INSERT_CHECKPOINT, [seq, hash, signedAt, key.id, signature, previousSeq]);
    }
    await client.query('commit');
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.release(failure);
  }
}

const INSERT_CHECKPOINT = `insert into access_checkpoint (seq, hash, signed_at, key_id, signature, previous_seq)
  values ($1, decode($2, 'hex'), $3, $4, $5, $6)`;

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
