import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed URL of the folder store permits: one method on one key until an instant, and what binds it further. */
export interface Permit {
  readonly method: 'PUT' | 'GET';
  readonly key: string;
  /** Further conditions, each a query parameter: size, type and hash of an upload, name and type of a download. */
  readonly terms: Readonly<Record<string, string>>;
  readonly until: Date;
}

const UNTIL = 'until';
const SIGNATURE = 'signature';

/** The path and query of a signed URL. */
export function signPermit(secret: string, { method, key, terms, until }: Permit): string {
  const query = new URLSearchParams({ ...terms, [UNTIL]: String(Math.floor(until.getTime() / 1000)) });
  query.sort();
  const signature = sign(secret, method, key, query.toString());
  return `${key}?${query}&${SIGNATURE}=${signature}`;
}

/** The conditions of a signed URL; a text that says why where it permits nothing. */
export function readPermit(
  secrets: readonly string[],
  method: string,
  key: string,
  query: URLSearchParams,
  now: Date,
): Readonly<Record<string, string>> | string {
  const given = query.get(SIGNATURE) ?? '';
  const signed = new URLSearchParams(query);
  signed.delete(SIGNATURE);
  // A parameter that is given twice would be read once and signed twice.
  if (new Set(signed.keys()).size !== [...signed.keys()].length) return 'The URL names a condition twice.';
  signed.sort();
  const isGenuine = secrets.some((secret) => isSame(sign(secret, method, key, signed.toString()), given));
  if (!isGenuine) return 'The signature of this URL is not valid for this request.';
  const { [UNTIL]: until, ...terms } = Object.fromEntries(signed);
  if (Number(until) * 1000 <= now.getTime()) return 'This URL has expired. Ask the graph for a new one.';
  return terms;
}

const sign = (secret: string, method: string, key: string, query: string): string =>
  createHmac('sha256', secret).update(`object-url-1\n${method}\n${key}\n${query}`).digest('base64url');

/** Compared as bytes: a given text of the same length in characters may be longer in UTF-8, and `timingSafeEqual` throws then. */
function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
