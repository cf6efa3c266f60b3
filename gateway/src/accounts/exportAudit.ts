import { SIGNED_INSTANT } from '@union-graph/subgraph';
import {
  AUDIT_FORMAT,
  type AuditEntry,
  type AuditEventEntry,
  type AuditHead,
  type AuditSealEntry,
  auditGenesis,
} from '../../audit/verify-access-log.mjs';
import type { Query } from './exportLog.ts';

export const SEALS_PER_READ = 200;
const ROWS_PER_READ = 2_000;

/**
 * Reads the audit of one service as the entries of an export, in the order of verification. Must be called in a repeatable-read transaction.
 * The head of an empty audit has the number 0. When the row in `audit_head` was deleted, the export has no head, and the verification fails.
 */
export async function* exportAudit(query: Query, chain: string): AsyncGenerator<AuditEntry> {
  const [head] = (await query(AUDIT_HEAD, [])) as { number: string; hash: string; exportedAt: string; isEmpty: boolean }[];
  yield { kind: 'audit-header', format: AUDIT_FORMAT, chain, exportedAt: head?.exportedAt ?? new Date().toISOString() };
  if (!head) return;
  if (head.isEmpty) {
    yield { kind: 'audit-head', number: 0, hash: auditGenesis(chain) };
    return;
  }
  for (let number = 0; ; ) {
    const seals = await sealsAfter(query, number, SEALS_PER_READ);
    if (seals.length === 0) break;
    for (const seal of seals) {
      yield seal;
      yield* eventsOf(query, seal.seqs);
    }
    number = seals.at(-1)?.number ?? number;
  }
  for (let seq = 0; ; ) {
    const unsealed = ((await query(UNSEALED, [seq, ROWS_PER_READ])) as AuditEventEntry[]).map(withNumericSeq);
    yield* unsealed;
    if (unsealed.length < ROWS_PER_READ) break;
    seq = unsealed.at(-1)?.seq ?? seq;
  }
  for (const { seq } of (await query(MISSING, [])) as { seq: string }[]) yield { kind: 'audit-queued', seq: Number(seq) };
  yield { kind: 'audit-head', number: Number(head.number), hash: head.hash };
}

/** At most `most` seals after a number, in ascending order. */
export async function sealsAfter(query: Query, number: number, most: number): Promise<AuditSealEntry[]> {
  const found = (await query(SEALS_AFTER, [number, most])) as (Omit<AuditSealEntry, 'seqs' | 'anchors' | 'lost'> & {
    seqs: string[];
    anchors: AuditHead[] | null;
    lost: string[] | null;
  })[];
  return found.map(({ anchors, lost, ...seal }) => ({
    ...seal,
    number: Number(seal.number),
    seqs: seal.seqs.map(Number),
    ...(anchors && { anchors }),
    ...(lost && { lost }),
  }));
}

async function* eventsOf(query: Query, seqs: readonly number[]): AsyncGenerator<AuditEntry> {
  for (let at = 0; at < seqs.length; at += ROWS_PER_READ)
    yield* ((await query(EVENTS, [seqs.slice(at, at + ROWS_PER_READ)])) as AuditEventEntry[]).map(withNumericSeq);
}

const withNumericSeq = (event: AuditEventEntry): AuditEventEntry => ({ ...event, seq: Number(event.seq) });

const AUDIT_HEAD = `
  select number, encode(hash, 'hex') as hash, to_char(clock_timestamp() at time zone 'UTC', ${SIGNED_INSTANT}) as "exportedAt",
    number = 0 and not exists (select from audit_event) and not exists (select from audit_seal) as "isEmpty"
  from audit_head`;

const SEALS_AFTER = `
  select 'audit-seal' as kind, number, encode(previous_hash, 'hex') as "previousHash", seqs,
    array(select encode(substring(digests from n * 32 + 1 for 32), 'hex') from generate_series(0, octet_length(digests) / 32 - 1) as n order by n) as digests,
    encode(hash, 'hex') as hash, to_char(signed_at at time zone 'UTC', ${SIGNED_INSTANT}) as "signedAt", key_id as "keyId", signature,
    anchors, lost::text[] as lost
  from audit_seal where number > $1 order by number limit $2`;

const COLUMNS = `
  'audit-event' as kind, e.seq, e.id::text as id, to_char(e.at at time zone 'UTC', ${SIGNED_INSTANT}) as at, e.actor, e.person_id::text as "personId", e.roles,
  e.purpose, e.coordinates, e.entity_ids as "entityIds", e.decision, e.request_id as "requestId", e.repeats, e.key_id as "keyId", e.signature`;

/** Sealed rows, in the order of their seal. */
const EVENTS = `select ${COLUMNS} from unnest($1::bigint[]) with ordinality as sealed (seq, at) join audit_event e using (seq) order by sealed.at`;

/** Rows without a seal. */
const UNSEALED = `
  select ${COLUMNS}, to_char(u.queued_at at time zone 'UTC', ${SIGNED_INSTANT}) as "queuedAt"
  from audit_event e left join audit_unsealed u using (seq)
  where e.seq > $1 and not exists (select from (select unnest(seqs) as seq from audit_seal) as sealed where sealed.seq = e.seq)
  order by e.seq limit $2`;

/** Rows in the queue for sealing that do not exist. */
const MISSING = 'select seq from audit_unsealed u where not exists (select from audit_event e where e.seq = u.seq) order by seq';
