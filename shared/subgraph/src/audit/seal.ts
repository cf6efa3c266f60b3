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
import type { Anchor, AuditHead } from './heads.ts';

interface Sealing {
  readonly signer: AuditSigner;
  /** The last seal that this process knows of; null when it has not looked yet. */
  readonly known: AuditHead | null;
  /** Rows that are not this service's own, and are left alone. */
  readonly foreign: readonly number[];
  /** What the seal says of the audits of other services. */
  readonly anchors: readonly Anchor[];
  /** Rows that were committed and are gone before a seal held them. */
  readonly lost: readonly string[];
  /** Whether a seal is made without rows. */
  readonly isWithoutRows: boolean;
  /** Told of one more foreign row. */
  readonly onForeign: (seq: number) => void;
}

/** What became of a batch; `head` is null only before the first seal, `ids` are those of the rows that were sealed. */
type Sealed = { readonly head: AuditHead | null; readonly isNew: boolean; readonly ids: readonly string[] };
type Row = SignedAuditEvent & { readonly seq: string };
/** Where the chain of a service ends, as `audit_head` says; number 0 before its first seal. */
type ChainEnd = Pick<AuditHead, 'number' | 'hash'>;

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

/** The newest seal of the audit; null before the first, and when it is not there any more, or is not what this service signed. */
export async function readHead(db: Pick<pg.Pool, 'query'>, signer: AuditSigner): Promise<AuditHead | null> {
  const { rows } = await db.query<AuditHead & { number: string }>(`${SEAL} join audit_head h using (number, hash)`);
  const head = rows[0] ? { ...rows[0], number: Number(rows[0].number) } : null;
  return head && isOwnSeal(head, signer) ? head : null;
}

/**
 * Seals the rows that wait, a thousand at most, in the open transaction. Gives the head afterwards; null when the chain does not go on from
 * the seal that was there last.
 */
export async function sealBatch(client: pg.PoolClient, sealing: Sealing): Promise<Sealed | null> {
  const { signer, known, foreign, isWithoutRows, onForeign } = sealing;
  const end = await lockHead(client);
  const last = end.number === 0 ? null : await readHead(client, signer);
  if (!goesOn(end, last, known)) return null;
  // The first seal holds what was there before rows were signed. It is made at once, so that no such rows come later.
  if (end.number === 0)
    return writeSeal(client, end, (await client.query<Row>(FIRST_ROWS)).rows, { signer, anchors: [], lost: [] });
  const { rows } = await client.query<Row>(NEXT_ROWS, [foreign, MAX_ROWS]);
  const own = rows.filter((row) => isOwn(row, signer));
  for (const row of rows) if (!own.includes(row)) onForeign(Number(row.seq));
  return own.length > 0 || isWithoutRows ? writeSeal(client, end, own, sealing) : { head: last, isNew: false, ids: [] };
}

async function lockHead(client: pg.PoolClient): Promise<ChainEnd> {
  const { rows } = await client.query<{ number: string; hash: string }>(
    `select number, encode(hash, 'hex') as hash from audit_head for update`,
  );
  if (!rows[0]) throw new Error('audit_head is empty');
  return { number: Number(rows[0].number), hash: rows[0].hash };
}

/** Whoever rewrites the chain must not get a signature for what comes after it. */
function goesOn(end: ChainEnd, last: AuditHead | null, known: AuditHead | null): boolean {
  if (known && (end.number < known.number || (end.number === known.number && end.hash !== known.hash))) return false;
  return end.number === 0 || last !== null;
}

/** A seal of a former key is for whoever has that key to verify. */
const isOwnSeal = (seal: AuditHead, { chain, keyId, isSigned }: AuditSigner): boolean =>
  seal.keyId !== keyId || isSigned(auditSealText(chain, seal), seal.signature);

const isOwn = (row: Row, { chain, keyId, isSigned }: AuditSigner): boolean =>
  row.keyId === keyId && row.signature !== null && isSigned(auditEventText(chain, row), row.signature);

async function writeSeal(
  client: pg.PoolClient,
  end: ChainEnd,
  rows: readonly Row[],
  { signer, anchors, lost }: Pick<Sealing, 'signer' | 'anchors' | 'lost'>,
): Promise<Sealed> {
  const number = end.number + 1;
  const seqs = rows.map(({ seq }) => Number(seq));
  const digests = rows.map((row) => auditDigest(signer.chain, row));
  const texts = digests.map((digest) => digest.toString('hex'));
  const hash = auditSealHash(end.hash, { number, seqs, digests: texts, anchors, lost });
  const signedAt = instant(new Date());
  const signature = signer.sign(auditSealText(signer.chain, { number, hash, signedAt }));
  const said = anchors.length > 0 ? JSON.stringify(anchors) : null;
  const values = [
    number,
    end.hash,
    seqs,
    Buffer.concat(digests),
    hash,
    signedAt,
    signer.keyId,
    signature,
    said,
    lost.length > 0 ? lost : null,
  ];
  await client.query(INSERT_SEAL, values);
  const ids = rows.flatMap(({ id }) => id ?? []);
  return { head: { number, hash, signedAt, keyId: signer.keyId, signature }, isNew: true, ids };
}

const ROWS = `
  select e.seq, e.id::text as id, to_char(e.at at time zone 'UTC', ${SIGNED_INSTANT}) as at, e.actor, e.person_id::text as "personId", e.roles,
    e.purpose, e.coordinates, e.entity_ids as "entityIds", e.decision, e.request_id as "requestId", e.repeats, e.key_id as "keyId", e.signature
  from audit_unsealed u join audit_event e using (seq)`;
const FIRST_ROWS = `${ROWS} where e.signature is null order by seq`;
const NEXT_ROWS = `${ROWS} where seq <> all ($1::bigint[]) order by seq limit $2`;

const SEAL = `
  select s.number, encode(s.hash, 'hex') as hash, to_char(s.signed_at at time zone 'UTC', ${SIGNED_INSTANT}) as "signedAt", s.key_id as "keyId",
    s.signature
  from audit_seal s`;

const INSERT_SEAL = `
  with sealed as (
    insert into audit_seal (number, previous_hash, seqs, digests, hash, signed_at, key_id, signature, anchors, lost)
    values ($1, decode($2, 'hex'), $3, $4, decode($5, 'hex'), $6, $7, $8, $9, $10)
  ), gone as (delete from audit_unsealed where seq = any ($3::bigint[]))
  update audit_head set number = $1, hash = decode($5, 'hex')`;
