/**
 * A value in the text form of COPY (PostgreSQL manual, «COPY», Text Format): null as \N, tabs, line ends and backslashes
 * escaped. For a json or jsonb column (`isJson`) everything but text is written as JSON; text is JSON already. Elsewhere
 * dates become instants in UTC, arrays PostgreSQL arrays, bytes bytea in hex, and the rest is as it prints.
 */
export function copyText(value: unknown, isJson: boolean): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = isJson && typeof value !== 'string' ? JSON.stringify(value, bigintAsNumber) : plainText(value);
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (character) => ESCAPES[character] as string) : text;
}

const SPECIAL = /[\\\t\n\r]/;
const ALL_SPECIAL = new RegExp(SPECIAL, 'g');
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function plainText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'object') return JSON.stringify(value, bigintAsNumber);
  return String(value);
}

/** One element of an array in PostgreSQL's own notation. */
function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return plainText(value);
  return `"${plainText(value).replace(/["\\]/g, '\\$&')}"`;
}

const bigintAsNumber = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);
