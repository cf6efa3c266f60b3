import { createPrivateKey, sign } from 'node:crypto';
import { openPool } from '@union-graph/subgraph';
import type { JWK } from 'jose';
import type pg from 'pg';
import type { Logger } from 'pino';
import { checkpointText, dayText, keyIdOf, type LogCheckpoint, type PublicKey } from '../../audit/verify-access-log.mjs';
import { isNotMigrated } from './notMigrated.ts';
import { instant } from './record.ts';

/** Signs what stands in the access log: its head while records come, and each day when it is over. */
export interface LogSigner {
  /** The head after a group of records; `opened` is the day that it began. */
  noteHead(head: { seq: number; hash: string }, opened: string | null): void;
  /** Signs nothing any more: the log is not what was written. */
  refuse(): void;
  /** Signs what is not signed yet, then stops. */
  stop(): Promise<void>;
}

/** How much of the log may stand unsigned: what somebody with all rights on the database could rewrite without being found out. */
const SIGN_AFTER_MS = 100;
const TRY_AGAIN_MS = 2_000;
/** From when on it is news that nothing can be signed: while a gateway and its database start, a connection may take its time. */
const NEWS_AFTER_MS = 30_000;

/** The public half of a key, by which outsiders verify. */
export const publicHalf = ({ kty, crv, x }: JWK): PublicKey => ({ kty: kty as string, crv: crv as string, x: x as string });

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
  const key = createPrivateKey({ key: serviceKey as import('node:crypto').JsonWebKey, format: 'jwk' });
  const keyId = keyIdOf(publicHalf(serviceKey));
  const signText = (text: string): string => sign(null, Buffer.from(text), key).toString('base64url');
  let head: { seq: number; hash: string } | null = null;
  /** The last head that was signed. */
  let signed: { seq: number; hash: string } | null = null;
  let isBroken = false;
  let hasOpenDays = true;
  let timer: NodeJS.Timeout | null = null;
  let signing: Promise<void> = Promise.resolve();
  /** Since when nothing can be signed, and whether that was said. */
  let failing: { since: number; told: boolean } | null = null;

  const noteFailure = (error: unknown): void => {
    failing ??= { since: Date.now(), told: false };
    if (failing.told || Date.now() - failing.since < NEWS_AFTER_MS) return;
    failing.told = true;
    log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'the access log cannot be signed now');
  };
  const noteSuccess = (): void => {
    if (failing?.told) log.info('the access log is signed again');
    failing = null;
  };

  /** Whoever rewrites the log must not get a signature for what comes after it. */
  const lookBack = async (): Promise<void> => {
    signed ??= await lastSigned(pool, keyId);
    if (!signed || (await stands(pool, signed))) return;
    isBroken = true;
    log.fatal(signed, 'the access log was rewritten: what was signed is not there any more, and nothing after it is signed');
    onBroken();
  };
  const signHead = async (): Promise<void> => {
    if (!head) return;
    const { seq, hash } = head;
    await writeCheckpoint(pool, { seq, hash }, (checkpoint) => ({ keyId, signature: signText(checkpointText(checkpoint)) }));
    signed = { seq, hash };
    if (head.seq === seq) head = null;
  };
  const closeDays = async (): Promise<void> => {
    // A day that is opened while others are closed is for the next time.
    hasOpenDays = false;
    const { rows } = await pool.query<OpenDay>(OPEN_DAYS);
    for (const { day, first_seq, last_seq, root } of rows) {
      const signedAt = instant(new Date());
      const closing = { day, firstSeq: Number(first_seq), lastSeq: Number(last_seq), root, signedAt };
      await pool.query(INSERT_DAY, [day, first_seq, last_seq, root, signedAt, keyId, signText(dayText(closing))]);
    }
    await pool.query('select drop_access_days()');
  };
  const signAll = async (): Promise<void> => {
    timer = null;
    if (isBroken) return;
    try {
      await lookBack();
      if (isBroken) return;
      await signHead();
      if (hasOpenDays)
        await closeDays().catch((error: unknown) => {
          hasOpenDays = true;
          throw error;
        });
      noteSuccess();
    } catch (error) {
      if (isNotMigrated(error)) return;
      noteFailure(error);
    }
  };
  const later = (ms: number): void => {
    timer ??= setTimeout(() => {
      signing = signAll().then(() => {
        if (!isBroken && (head || hasOpenDays)) later(TRY_AGAIN_MS);
      });
    }, ms).unref();
  };
  later(SIGN_AFTER_MS);

  return {
    noteHead: (written, opened) => {
      head = written;
      if (opened !== null) hasOpenDays = true;
      later(SIGN_AFTER_MS);
    },
    refuse: () => {
      isBroken = true;
    },
    stop: async () => {
      if (timer) clearTimeout(timer);
      await signing;
      if (timer) clearTimeout(timer);
      await signAll();
      await pool.end();
    },
  };
}

/** The newest checkpoint that this key is said to have signed; null where there is none. A false one stands in the way of more. */
async function lastSigned(pool: pg.Pool, keyId: string): Promise<{ seq: number; hash: string } | null> {
  const { rows } = await pool.query<{ seq: string; hash: string }>(
    `select seq, encode(hash, 'hex') as hash from access_checkpoint where key_id = $1 order by seq desc limit 1`,
    [keyId],
  );
  return rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash } : null;
}

async function stands(pool: pg.Pool, { seq, hash }: { seq: number; hash: string }): Promise<boolean> {
  const { rowCount } = await pool.query(`select from access_record where seq = $1 and hash = decode($2, 'hex')`, [seq, hash]);
  return rowCount === 1;
}

type Signed = Pick<LogCheckpoint, 'seq' | 'hash' | 'signedAt' | 'previousSeq'>;

/**
 * Signs a head after the checkpoint that is there last, so that none can be taken out of the middle. Gateways take turns; a head that a
 * later checkpoint vouches for already needs none.
 */
async function writeCheckpoint(
  pool: pg.Pool,
  { seq, hash }: { seq: number; hash: string },
  signIt: (checkpoint: Signed) => { keyId: string; signature: string },
): Promise<void> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('access_checkpoint'))`);
    const { rows } = await client.query<{ seq: string | null }>('select max(seq) as seq from access_checkpoint');
    const previousSeq = Number(rows[0]?.seq ?? 0);
    if (previousSeq < seq) {
      const signedAt = instant(new Date());
      const { keyId, signature } = signIt({ seq, hash, signedAt, previousSeq });
      await client.query(INSERT_CHECKPOINT, [seq, hash, signedAt, keyId, signature, previousSeq]);
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

interface OpenDay {
  readonly day: string;
  readonly first_seq: string;
  readonly last_seq: string;
  readonly root: string;
}

/** The days that are over and not signed: each has a partition, which has at least one record. */
const OPEN_DAYS = `
  select part.day::text as day, first.seq as first_seq, last.seq as last_seq, encode(last.hash, 'hex') as root
  from (select to_date(right(c.relname, 8), 'YYYYMMDD') as day from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'access_record'::regclass) as part
  cross join lateral (select seq from access_record r where r.day = part.day order by seq limit 1) as first
  cross join lateral (select seq, hash from access_record r where r.day = part.day order by seq desc limit 1) as last
  where part.day < (select day from access_log_head) and not exists (select from access_day d where d.day = part.day)
  order by part.day`;

const INSERT_DAY = `insert into access_day (day, first_seq, last_seq, root, signed_at, key_id, signature)
  values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7) on conflict do nothing`;
