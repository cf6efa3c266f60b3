import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Refusal } from '../refusal.ts';

/** Where a cursor holds: which list, below which parent, in which order, with which arguments. */
export interface CursorPlace {
  readonly list: string;
  readonly parent: string | null;
  readonly order: readonly { readonly by: string; readonly type: string; readonly desc?: boolean }[];
  readonly args: object;
}

/** Cursors of one list: the values that a row is ordered by, readable by this service alone. */
export interface CursorCodec {
  readonly write: (values: readonly (string | null)[]) => string;
  /** Throws `BAD_USER_INPUT` for everything that this very list did not give. */
  readonly read: (cursor: string) => string[];
}

export type Cursors = (place: CursorPlace) => CursorCodec;

/** Counted up when the form of cursors changes; those of another version are refused. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FRAME_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
/**
 * Cursors of one list have one length, so that it tells nothing of a text: names have at most 100 characters, which is at most 400 bytes.
 * Ids, numbers, days and instants need less.
 */
const BLOCK_BYTES = { text: 512, other: 128 } as const;

/**
 * Makes the cursors of a service: AES-256-GCM (NIST SP 800-38D) with a random nonce, under a key that HKDF (RFC 5869) derives for this
 * service from the first secret. Cursors written under the other secrets are still read, so that a secret can be exchanged while
 * clients page. The list, its parent, its order and its arguments are authenticated with it: no cursor works anywhere else.
 */
export function createCursors(service: string, secrets: readonly string[]): Cursors {
  const keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', `cursors of ${service}`, 32)));
  const [newest] = keys;
  if (!newest) throw new Error('There is no secret for cursors.');
  return (place) => {
    const bound = Buffer.from(JSON.stringify([VERSION, place.list, place.parent, place.order, place.args], plain));
    const block = place.order.some(({ type }) => type === 'text') ? BLOCK_BYTES.text : BLOCK_BYTES.other;
    return {
      write: (values) => encrypt(newest, bound, padded(values, block)),
      read: (cursor) => {
        const values = decrypt(keys, bound, cursor);
        if (values?.length === place.order.length) return values;
        throw new Refusal(
          'BAD_USER_INPUT',
          '"after" is not a cursor of this list with these arguments. Use an "endCursor" that it gave, or leave "after" out to begin anew.',
          { field: 'after' },
        );
      },
    };
  };
}

/** An argument that is null is one that is not given. */
const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : (value ?? undefined));

function padded(values: readonly (string | null)[], block: number): Buffer {
  if (values.includes(null)) throw new Error('A list is ordered by a column that is null: no page can begin there.');
  const text = Buffer.from(JSON.stringify(values));
  // JSON may end in blanks.
  return Buffer.concat([text], Math.ceil(text.length / block) * block).fill(' ', text.length);
}

function encrypt(key: Buffer, bound: Buffer, text: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  const encrypted = [cipher.update(text), cipher.final()];
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), ...encrypted]).toString('base64url');
}

/** The values in a cursor, or null when none of the keys wrote it for this place. */
function decrypt(keys: readonly Buffer[], bound: Buffer, cursor: string): string[] | null {
  const bytes = Buffer.from(cursor, 'base64url');
  // One cursor has one spelling: Buffer also reads base64 with blanks, padding and stray bits.
  if (bytes.length <= FRAME_BYTES || bytes[0] !== VERSION || bytes.toString('base64url') !== cursor) return null;
  for (const key of keys) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(bound).setAuthTag(bytes.subarray(1 + NONCE_BYTES, FRAME_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(FRAME_BYTES)), decipher.final()]);
      return JSON.parse(text.toString()) as string[];
    } catch {
      // Another key may have written it; what none of them wrote is refused by the caller.
    }
  }
  return null;
}
