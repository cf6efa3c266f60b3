/**
 * A text whose characters are the bytes of its UTF-8. V8 keeps one byte for each, where a text with one Chinese character takes two for every character;
 * so it is read, parsed and written faster, and its bytes are copied into an answer without a look at them. ASCII texts are the same in both forms. The
 * strings of subgraphs' answers are byte strings, and so are the bodies of calls (shared/decisions/2026-12-answers-as-bytes.md).
 */
export type ByteString = string;

const NON_ASCII = /[\u0080-\uffff]/;
const NON_ASCII_BYTES = /[\u0080-\u00ff]+/g;

/** The byte string of a text. A lone surrogate becomes U+FFFD, as in all UTF-8. */
export const toByteString = (text: string): ByteString => (NON_ASCII.test(text) ? Buffer.from(text).toString('latin1') : text);

/** The text of a byte string. A lone surrogate, which {@link bytesOfJson} leaves, stays one. */
export const fromByteString = (bytes: ByteString): string =>
  NON_ASCII.test(bytes) ? bytes.replace(NON_ASCII_BYTES, (run) => Buffer.from(run, 'latin1').toString()) : bytes;

const ESCAPE = /\\(?:u([\da-f]{4})(?:\\u(d[c-f][\da-f]{2}))?|[\s\S])/gi;

/**
 * JSON whose strings are byte strings when it is parsed: escapes of characters beyond ASCII are replaced by their bytes. Escapes of lone surrogates stay:
 * they have no bytes, and become the only characters of a byte string that are none.
 */
export const bytesOfJson = (json: ByteString): ByteString =>
  json.includes('\\u') ? json.replace(ESCAPE, (written, unit?: string, low?: string) => bytesOfEscape(written, unit, low)) : json;

/** `unit` is the code unit of an escape in hexadecimal; `low` a low surrogate that is escaped after it. */
function bytesOfEscape(written: string, unit: string | undefined, low: string | undefined): ByteString {
  if (unit === undefined) return written;
  const code = Number.parseInt(unit, 16);
  if (code < 0x80 || isBetween(code, 0xdc00, 0xdfff)) return written;
  if (!isBetween(code, 0xd800, 0xdbff)) return toByteString(String.fromCharCode(code)) + (low === undefined ? '' : `\\u${low}`);
  return low === undefined ? written : toByteString(String.fromCharCode(code, Number.parseInt(low, 16)));
}

const isBetween = (code: number, first: number, last: number): boolean => code >= first && code <= last;
