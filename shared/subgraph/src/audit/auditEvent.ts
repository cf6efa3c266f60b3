import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { JWK } from 'jose';
import { newId } from '../ids.ts';
import type { TransactionContext } from '../transaction.ts';
import type { Anchor } from './heads.ts';

/** The values of an audit row (domain rule 2.0 «Audit»). Instants are in UTC with microseconds. */
export interface AuditEvent {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly personId: string | null;
  readonly roles: readonly string[];
  readonly purpose: string | null;
  readonly coordinates: readonly string[];
  readonly entityIds: readonly string[];
  readonly decision: string;
  readonly requestId: string | null;
  /** How many calls it stands for: refusals of one kind within a minute share a row. */
  readonly repeats: number;
}

/** An audit row with the signature of the service that wrote it. */
export interface SignedAuditEvent extends AuditEvent {
  readonly keyId: string;
  readonly signature: string;
}

/** Text that the database accepts: without NUL and without lone surrogates. */
const keepable = (text: string): string => Buffer.from(text.replaceAll('\0', '')).toString();

/** An instant in the format of audit rows. */
export const instant = (at: Date): string => at.toISOString().replace('Z', '000Z');

/** The row of one mutation. */
export const auditEvent = (
  { viewer, now, causationId }: TransactionContext,
  mutation: string,
  decision: string,
  entityIds: readonly string[],
): AuditEvent => ({
  id: newId(),
  at: instant(now),
  actor: keepable(viewer.subject),
  personId: viewer.personId?.toLowerCase() ?? null,
  roles: viewer.grants.map(({ role }) => role),
  purpose: null,
  coordinates: [`Mutation.${mutation}`],
  entityIds: entityIds.map(keepable),
  decision,
  requestId: causationId === null ? null : keepable(causationId),
  repeats: 1,
});

/** The text that the signature of a row is over: the service and all values of the row. The verifier in `gateway/audit/` has the same function. */
export const auditEventText = (chain: string, event: AuditEvent): string =>
  JSON.stringify([
    'union-graph/audit-event/1',
    chain,
    event.id,
    event.at,
    event.actor,
    event.personId,
    event.roles,
    event.purpose,
    event.coordinates,
    event.entityIds,
    event.decision,
    event.requestId,
    event.repeats,
  ]);

/** The digest of a row: SHA-256 over all its values except its number. A row from before rows were signed has null for its missing values. */
export const auditDigest = (chain: string, event: AuditEvent & Partial<Nullable<SignedAuditEvent>>): Buffer =>
  sha256(JSON.stringify([auditEventText(chain, event), event.keyId ?? null, event.signature ?? null]));

type Nullable<Row> = { [Column in keyof Row]: Row[Column] | null };

/** The text that the signature of a seal is over. */
export const auditSealText = (chain: string, seal: { number: number; hash: string; signedAt: string }): string =>
  JSON.stringify(['union-graph/audit-seal/1', chain, seal.number, seal.hash, seal.signedAt]);

/**
 * The hash of a seal: SHA-256 over the hash of the previous seal, its number, the numbers and digests of its rows, and its anchors and lost rows if
 * it has any.
 */
export const auditSealHash = (
  previousHash: string,
  {
    number,
    seqs,
    digests,
    anchors,
    lost = [],
  }: {
    number: number;
    seqs: readonly number[];
    digests: readonly string[];
    anchors: readonly Anchor[];
    lost?: readonly string[];
  },
): string => {
  const more = lost.length > 0 ? [anchors, lost] : anchors.length > 0 ? [anchors] : [];
  return sha256(JSON.stringify([previousHash, number, seqs, digests, ...more])).toString('hex');
};

/** The hash that precedes the first seal of a service. */
export const auditGenesis = (chain: string): string => sha256(`union-graph audit of ${chain}`).toString('hex');

/** Signs rows and seals for one service, with the same key as its passports (Ed25519). */
export interface AuditSigner {
  readonly chain: string;
  readonly keyId: string;
  /** Signs a text. */
  readonly sign: (text: string) => string;
  /** Whether a text was signed with this key. */
  readonly isSigned: (text: string, signature: string) => boolean;
}

export function createAuditSigner(chain: string, serviceKey: JWK): AuditSigner {
  const key: KeyObject = createPrivateKey({ key: serviceKey as import('node:crypto').JsonWebKey, format: 'jwk' });
  const publicKey = createPublicKey(key);
  const { crv, kty, x } = serviceKey;
  return {
    chain,
    // The thumbprint of RFC 7638.
    keyId: sha256(JSON.stringify({ crv, kty, x })).toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
    isSigned: (text, signature) => verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url')),
  };
}

/** Adds the signature to a row. */
export const signed = ({ chain, keyId, sign: signText }: AuditSigner, event: AuditEvent): SignedAuditEvent => ({
  ...event,
  keyId,
  signature: signText(auditEventText(chain, event)),
});

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
