import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import type { Logger } from 'pino';
import { auditSealText } from './auditEvent.ts';

/** The head of an audit: its newest seal, with the service's signature. Other services keep it as an anchor. */
export interface AuditHead {
  readonly number: number;
  readonly hash: string;
  readonly signedAt: string;
  readonly keyId: string;
  readonly signature: string;
}

/** An anchor in a seal: the name of another service, the number of a seal of its audit, and the hash of that seal. */
export type Anchor = readonly [chain: string, number: number, hash: string];

/** A head as the attribute `audithead` of an event: number, hash, instant, key and signature, with a blank between them. */
export const auditHeadText = ({ number, hash, signedAt, keyId, signature }: AuditHead): string =>
  `${number} ${hash} ${signedAt} ${keyId} ${signature}`;

const HEAD = /^([1-9]\d{0,14}) ([0-9a-f]{64}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([\w-]{43}) ([\w-]{86})$/;

/** Reads the attribute `audithead`; null for an invalid one. */
export function readAuditHead(text: unknown): AuditHead | null {
  const [, number, hash, signedAt, keyId, signature] = (typeof text === 'string' && HEAD.exec(text)) || [];
  if (!number || !hash || !signedAt || !keyId || !signature) return null;
  return { number: Number(number), hash, signedAt, keyId, signature };
}

/** The audit heads of other services that this process received with events, until a seal of its own contains them as anchors. */
export interface HeadsOfOthers {
  /** Takes the attribute `audithead` of an event that `issuer` sent. Ignores a head that is not newer than the known one, or not signed by `issuer`. */
  take(issuer: string, text: unknown): void;
  /** The anchors that no seal contains yet, sorted by name. The newest head of each service is enough: its hash covers all earlier seals. */
  unsealed(): readonly Anchor[];
  /** Notes that a seal contains these anchors. */
  sealed(anchors: readonly Anchor[]): void;
}

/** `trusted` are the keys of the other services. `onNew` is called when a newer head was received. */
export function keepHeadsOfOthers(trusted: JSONWebKeySet, log: Logger, onNew: () => void): HeadsOfOthers {
  const known = new Map<string, AuditHead>();
  const waiting = new Set<string>();
  const reported = new Set<string>();
  const report = (issuer: string, message: string): void => {
    if (reported.has(issuer)) return;
    reported.add(issuer);
    log.warn({ issuer }, message);
  };
  return {
    take: (issuer, text) => {
      if (text === undefined) return;
      const head = readAuditHead(text);
      const newest = known.get(issuer);
      if (head && newest && head.number <= newest.number) return;
      if (!head || !isSignedBy(trusted, issuer, head))
        return report(issuer, 'an event has an audit head that its sender did not sign; it is not kept');
      known.set(issuer, head);
      waiting.add(issuer);
      onNew();
    },
    unsealed: () =>
      [...waiting].sort().map((issuer) => {
        const { number, hash } = known.get(issuer) as AuditHead;
        return [issuer, number, hash];
      }),
    sealed: (anchors) => {
      for (const [issuer, number] of anchors) if (known.get(issuer)?.number === number) waiting.delete(issuer);
    },
  };
}

const isSignedBy = ({ keys }: JSONWebKeySet, issuer: string, head: AuditHead): boolean =>
  keys
    .filter(({ kid }) => kid === issuer)
    .some((jwk) =>
      verify(null, Buffer.from(auditSealText(issuer, head)), publicKey(jwk), Buffer.from(head.signature, 'base64url')),
    );

const publicKey = (jwk: object): KeyObject => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
