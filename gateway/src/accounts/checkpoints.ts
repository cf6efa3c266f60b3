import type pg from 'pg';
import { type AuditHead, checkpointText } from '../../audit/verify-access-log.mjs';
import type { LogKey } from './logKeys.ts';
import { instant } from './recordContent.ts';

/** The number and hash of the newest record of the access log. */
export interface LogHead {
  readonly seq: number;
  readonly hash: string;
}

/** The newest seals of the audits, for the checkpoints that sign them. */
export interface HeadsToSign {
  /** The heads that are newer than those in this gateway's last checkpoint. */
  unsigned(): readonly AuditHead[];
  /** Notes that a checkpoint contains these heads. */
  signed(heads: readonly AuditHead[]): void;
}

/** Writes the checkpoints of one key, and compares the last one with the log. */
export function createCheckpoints(pool: pg.Pool, key: LogKey, audits: HeadsToSign) {
  let last: LogHead | null = null;
  return {
    write: async (head: LogHead): Promise<void> => {
      const heads = audits.unsigned();
      if (await writeCheckpoint(pool, { ...head, heads }, key)) audits.signed(heads);
      last = head;
    },
    /** The record of the last checkpoint if the log no longer contains it; else null. */
    findLostRecord: async (): Promise<LogHead | null> => {
      last ??= await lastCheckpoint(pool, key.id);
      return last && !(await isInLog(pool, last)) ? last : null;
    },
  };
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
 * Writes a signed checkpoint. It names the previous checkpoint, so that none can be removed unnoticed, and the heads of the audits. An advisory lock
 * serialises the gateways. Writes nothing when a later checkpoint exists: its signature covers this record, too. Returns whether it was written.
 */
async function writeCheckpoint(
  pool: pg.Pool,
  { seq, hash, heads }: LogHead & { readonly heads: readonly AuditHead[] },
  key: LogKey,
): Promise<boolean> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('access_checkpoint'))`);
    const { rows } = await client.query<{ seq: string | null }>('select max(seq) as seq from access_checkpoint');
    const previousSeq = Number(rows[0]?.seq ?? 0);
    const isNew = previousSeq < seq;
    if (isNew) {
      const signedAt = instant(new Date());
      const content = { seq, hash, signedAt, previousSeq, ...(heads.length > 0 && { heads }) };
      const signature = key.sign(checkpointText(content));
      const headsText = heads.length > 0 ? JSON.stringify(heads) : null;
      await client.query(INSERT_CHECKPOINT, [seq, hash, signedAt, key.id, signature, previousSeq, headsText]);
    }
    await client.query('commit');
    return isNew;
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.release(failure);
  }
}

const INSERT_CHECKPOINT = `insert into access_checkpoint (seq, hash, signed_at, key_id, signature, previous_seq, heads)
  values ($1, decode($2, 'hex'), $3, $4, $5, $6, $7)`;
