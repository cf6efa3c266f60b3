import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

/** The parts of a key pair (Ed25519) as they are kept. */
export interface TicketKeys {
  readonly privateKey: Buffer;
  /** `x` of the JSON Web Key. */
  readonly publicKey: string;
}

export function newTicketKeys(): TicketKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
    publicKey: publicKey.export({ format: 'jwk' }).x as string,
  };
}

/** The signature of a text, as base64url. */
export const signText = ({ privateKey }: TicketKeys, text: string): string =>
  sign(null, Buffer.from(text), createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' })).toString('base64url');

const PARTS = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{86})$/;

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const idOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

interface Ticket {
  readonly eventId: string;
  readonly registrationId: string;
}

/** The code of a ticket: the ids of its event and its registration, and their signature, each as base64url. */
export function ticketCode(keys: TicketKeys, { eventId, registrationId }: Ticket): string {
  const payload = Buffer.concat([bytesOf(eventId), bytesOf(registrationId)]).toString('base64url');
  return `${payload}.${signText(keys, payload)}`;
}

/** What a code says; null for a text that is none. Whether it is genuine is `isGenuine`'s to say. */
export function readTicketCode(code: string): Ticket | null {
  const payload = PARTS.exec(code)?.[1];
  if (!payload) return null;
  const bytes = Buffer.from(payload, 'base64url');
  return { eventId: idOf(bytes.subarray(0, 16)), registrationId: idOf(bytes.subarray(16)) };
}

/** Whether a code was signed by the key of its event. A door can do the same without network, with the public key of its list. */
export function isGenuine(publicKey: string, code: string): boolean {
  const [, payload, signature] = PARTS.exec(code) ?? [];
  if (!payload || !signature) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, Buffer.from(payload), key, Buffer.from(signature, 'base64url'));
}

/** How a door's list names a ticket, so that a lost list gives no tickets away. */
export const codeHash = (code: string): string => createHash('sha256').update(code).digest('base64url');
