import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import type { Logger } from 'pino';
import { auditSealText } from './auditEvent.ts';

/** The newest seal of a service, with the service's signature over it: what others keep of its audit. */
export interface AuditHead {
  readonly number: number;
  readonly hash: string;
  readonly signedAt: string;
  readonly keyId: string;
  readonly signature: string;
}

/** What a seal says of the audit of another service: its name, the number of a seal that was seen, and the hash of that seal. */
export type Anchor = readonly [chain: string, number: number, hash: string];

/** A head as the attribute `audithead` of an event: number, hash, instant, key and signature, with a blank between them. */
export const auditHeadText = ({ number, hash, signedAt, keyId, signature }: AuditHead): string =>
  `${number} ${hash} ${signedAt} ${keyId} ${signature}`;

const HEAD = /^([1-9]\d{0,14}) ([0-9a-f]{64}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([\w-]{43}) ([\w-]{86})$/;

/** Reads the attribute `audithead`; null for what is none. */
export function readAuditHead(text: unknown): AuditHead | null {
  const [, number, hash, signedAt, keyId, signature] = (typeof text === 'string' && HEAD.exec(text)) || [];
  if (!number || !hash || !signedAt || !keyId || !signature) return null;
  return { number: Number(number), hash, signedAt, keyId, signature };
}

/** The audit heads of other services that this process learned of, until a seal of its own holds them. */
export interface HeadsOfOthers {
  /** Takes the attribute `audithead` of an event that `issuer` sent. What is older than what is known, or not signed by it, is left. */
  take(issuer: string, text: unknown): void;
  /** Those that no seal holds yet, by name; the newest of each service is enough, since it stands for all seals before it. */
  unsealed(): readonly Anchor[];
  /** Notes that a seal holds these now. */
  sealed(anchors: readonly Anchor[]): void;
}

/** `onNew` is called when a service's head has gone on. */
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
