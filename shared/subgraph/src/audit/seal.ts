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

/** The input of one seal. */
interface Sealing {
  readonly signer: AuditSigner;
  /** The newest seal that this process knows; null before it has read the database. */
  readonly known: AuditHead | null;
  /** The numbers of rows that this service did not sign. They are not sealed. */
  readonly foreign: readonly number[];
  /** The heads of other services that the seal will contain. */
  readonly anchors: readonly Anchor[];
  /** The ids of lost rows that the seal will name. */
  readonly lost: readonly string[];
  /** Whether to write a seal even when no row is unsealed. */
  readonly allowsEmptySeal: boolean;
  /** Called for each newly found row that this service did not sign. */
  readonly onForeign: (seq: number) => void;
}

/** The result of a batch: the newest seal (null only before the first), whether this batch wrote it, and the ids of the sealed rows. */
type SealResult = { readonly head: AuditHead | null; readonly isNew: boolean; readonly ids: readonly string[] };
type Row = SignedAuditEvent & { readonly seq: string };
/** The row of `audit_head`: number and hash of the newest seal; number 0 before the first. */
type HeadRow = Pick<AuditHead, 'number' | 'hash'>;

const MAX_ROWS = 1_000;

/** Whether rows are unsealed, or the first seal does not exist yet. */
export async function hasUnsealed(pool: pg.Pool, foreign: readonly number[]): Promise<boolean> {
  const { rows } = await pool.query<{ some: boolean }>(
    `select exists (select from audit_unsealed u join audit_event e using (seq) where u.seq <> all ($1::bigint[]))
       or (select number from audit_head) = 0 as some`,
    [foreign],
  );
  return rows[0]?.some === true;
}

/** The newest seal of the audit; null before the first, when it was deleted, and when this service did not sign it. */
export async function readHead(db: Pick<pg.Pool, 'query'>, signer: AuditSigner): Promise<AuditHead | null> {
  const { rows } = await db.query<AuditHead & { number: string }>(`${SEAL} join audit_head h using (number, hash)`);
  const head = rows[0] ? { ...rows[0], number: Number(rows[0].number) } : null;
  return head && isOwnSeal(head, signer) ? head : null;
}

/**
 * Seals at most a thousand unsealed rows in the open transaction. Returns the newest seal; null when the chain in the database does not continue from
 * the last known seal.
 */
export async function sealBatch(client: pg.PoolClient, sealing: Sealing): Promise<SealResult | null> {
  const { signer, known, foreign, allowsEmptySeal, onForeign } = sealing;
  const end = await lockHead(client);
  const last = end.number === 0 ? null : await readHead(client, signer);
  if (!continuesChain(end, last, known)) return null;
  // The first seal contains the rows from before rows were signed. It is written at once, so that no unsigned rows can be added later.
  if (end.number === 0)
    return writeSeal(client, end, (await client.query<Row>(FIRST_ROWS)).rows, { signer, anchors: [], lost: [] });
  const { rows } = await client.query<Row>(NEXT_ROWS, [foreign, MAX_ROWS]);
  const own = rows.filter((row) => isOwn(row, signer));
  for (const row of rows) if (!own.includes(row)) onForeign(Number(row.seq));
  return own.length > 0 || allowsEmptySeal ? writeSeal(client, end, own, sealing) : { head: last, isNew: false, ids: [] };
}

async function lockHead(client: pg.PoolClient): Promise<HeadRow> {
  const { rows } = await client.query<{ number: string; hash: string }>(
    `select number, encode(hash, 'hex') as hash from audit_head for update`,
  );
  if (!rows[0]) throw new Error('audit_head is empty');
  return { number: Number(rows[0].number), hash: rows[0].hash };
}

/** Whether the chain in the database continues from the known seal. A rewritten chain must not get another signature. */
function continuesChain(end: HeadRow, last: AuditHead | null, known: AuditHead | null): boolean {
  if (known && (end.number < known.number || (end.number === known.number && end.hash !== known.hash))) return false;
  return end.number === 0 || last !== null;
}

/** Whether this service signed a seal. A seal with another key id is accepted: this process does not have the former keys to verify it. */
const isOwnSeal = (seal: AuditHead, { chain, keyId, isSigned }: AuditSigner): boolean =>
  seal.keyId !== keyId || isSigned(auditSealText(chain, seal), seal.signature);

const isOwn = (row: Row, { chain, keyId, isSigned }: AuditSigner): boolean =>
  row.keyId === keyId && row.signature !== null && isSigned(auditEventText(chain, row), row.signature);

async function writeSeal(
  client: pg.PoolClient,
  end: HeadRow,
  rows: readonly Row[],
  { signer, anchors, lost }: Pick<Sealing, 'signer' | 'anchors' | 'lost'>,
): Promise<SealResult> {
  const number = end.number + 1;
  const seqs = rows.map(({ seq }) => Number(seq));
  const digests = rows.map((row) => auditDigest(signer.chain, row));
  const texts = digests.map((digest) => digest.toString('hex'));
  const hash = auditSealHash(end.hash, { number, seqs, digests: texts, anchors, lost });
  const signedAt = instant(new Date());
  const signature = signer.sign(auditSealText(signer.chain, { number, hash, signedAt }));
  const anchorsText = anchors.length > 0 ? JSON.stringify(anchors) : null;
  const values = [
    number,
    end.hash,
    seqs,
    Buffer.concat(digests),
    hash,
    signedAt,
    signer.keyId,
    signature,
    anchorsText,
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
