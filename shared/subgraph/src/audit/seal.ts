import type pg from 'pg';
import { SIGNED_INSTANT } from '../database/instants.ts';
import {
  type AuditSigner,
  auditDigest,
  auditEventText,
  auditSealHash,
  auditSealText,
  instant,
  type SignedAuditEvent,
} from './auditEvent.ts';

/** Where the chain of a service ends; number 0 before its first seal. */
export interface Head {
  readonly number: number;
  readonly hash: string;
}

interface Sealing {
  readonly signer: AuditSigner;
  /** The last seal that this process knows of; null when it has not looked yet. */
  readonly known: Head | null;
  /** Rows that are not this service's own, and are left alone. */
  readonly foreign: readonly number[];
  /** Told of one more of them. */
  readonly onForeign: (seq: number) => void;
}

type Row = SignedAuditEvent & { readonly seq: string };

const MAX_ROWS = 1_000;

/** Whether rows wait for their seal, or not even the first seal is there. */
export async function hasUnsealed(pool: pg.Pool, foreign: readonly number[]): Promise<boolean> {
  const { rows } = await pool.query<{ some: boolean }>(
    `select exists (select from audit_unsealed u join audit_event e using (seq) where u.seq <> all ($1::bigint[]))
       or (select number from audit_head) = 0 as some`,
    [foreign],
  );
  return rows[0]?.some === true;
}

/**
 * Seals the rows that wait, a thousand at most, in the open transaction. Gives the new head; null when the chain does not go on from the seal
 * that was there last.
 */
export async function sealBatch(client: pg.PoolClient, { signer, known, foreign, onForeign }: Sealing): Promise<Head | null> {
  const head = await lockHead(client);
  if (!(await goesOn(client, head, known, signer))) return null;
  // The first seal holds what was there before rows were signed. It is made at once, so that no such rows come later.
  if (head.number === 0) return writeSeal(client, head, (await client.query<Row>(FIRST_ROWS)).rows, signer);
  const { rows } = await client.query<Row>(NEXT_ROWS, [foreign, MAX_ROWS]);
  const own = rows.filter((row) => isOwn(row, signer));
  for (const row of rows) if (!own.includes(row)) onForeign(Number(row.seq));
  return own.length > 0 ? writeSeal(client, head, own, signer) : head;
}

async function lockHead(client: pg.PoolClient): Promise<Head> {
  const { rows } = await client.query<{ number: string; hash: string }>(
    `select number, encode(hash, 'hex') as hash from audit_head for update`,
  );
  if (!rows[0]) throw new Error('audit_head is empty');
  return { number: Number(rows[0].number), hash: rows[0].hash };
}

/** Whoever rewrites the chain must not get a signature for what comes after it. */
async function goesOn(
  client: pg.PoolClient,
  head: Head,
  known: Head | null,
  { chain, keyId, isSigned }: AuditSigner,
): Promise<boolean> {
  if (known && (head.number < known.number || (head.number === known.number && head.hash !== known.hash))) return false;
  if (head.number === 0) return true;
  const { rows } = await client.query<{ hash: string; signedAt: string; keyId: string; signature: string }>(LAST_SEAL, [
    head.number,
  ]);
  const [last] = rows;
  if (last?.hash !== head.hash) return false;
  // A seal of a former key is for whoever has that key to verify.
  return (
    last.keyId !== keyId ||
    isSigned(auditSealText(chain, { number: head.number, hash: last.hash, signedAt: last.signedAt }), last.signature)
  );
}

const isOwn = (row: Row, { chain, keyId, isSigned }: AuditSigner): boolean =>
  row.keyId === keyId && row.signature !== null && isSigned(auditEventText(chain, row), row.signature);

async function writeSeal(client: pg.PoolClient, head: Head, rows: readonly Row[], signer: AuditSigner): Promise<Head> {
  const number = head.number + 1;
  const seqs = rows.map(({ seq }) => Number(seq));
  const digests = rows.map((row) => auditDigest(signer.chain, row));
  const hash = auditSealHash(
    head.hash,
    number,
    seqs,
    digests.map((digest) => digest.toString('hex')),
  );
  const signedAt = instant(new Date());
  const signature = signer.sign(auditSealText(signer.chain, { number, hash, signedAt }));
  await client.query(INSERT_SEAL, [number, head.hash, seqs, Buffer.concat(digests), hash, signedAt, signer.keyId, signature]);
  return { number, hash };
}

const ROWS = `
  select e.seq, e.id::text as id, to_char(e.at at time zone 'UTC', ${SIGNED_INSTANT}) as at, e.actor, e.person_id::text as "personId", e.roles,
    e.purpose, e.coordinates, e.entity_ids as "entityIds", e.decision, e.request_id as "requestId", e.repeats, e.key_id as "keyId", e.signature
  from audit_unsealed u join audit_event e using (seq)`;
const FIRST_ROWS = `${ROWS} where e.signature is null order by seq`;
const NEXT_ROWS = `${ROWS} where seq <> all ($1::bigint[]) order by seq limit $2`;

const LAST_SEAL = `
  select encode(hash, 'hex') as hash, to_char(signed_at at time zone 'UTC', ${SIGNED_INSTANT}) as "signedAt", key_id as "keyId", signature
  from audit_seal where number = $1`;

const INSERT_SEAL = `
  with sealed as (
    insert into audit_seal (number, previous_hash, seqs, digests, hash, signed_at, key_id, signature)
    values ($1, decode($2, 'hex'), $3, $4, decode($5, 'hex'), $6, $7, $8)
  ), gone as (delete from audit_unsealed where seq = any ($3::bigint[]))
  update audit_head set number = $1, hash = decode($5, 'hex')`;
