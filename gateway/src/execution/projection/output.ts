import { AFTER_DATA, BEFORE_DATA } from '../printed.ts';

/** JSON that is being written, as UTF-8: the first `at` bytes. What is written last may be taken back by setting `at` back. */
export interface Output {
  bytes: Buffer;
  at: number;
  /** Whether every character so far is one byte. */
  isAscii: boolean;
}

const FIRST_SIZE = 64 * 1024;

/** A large answer's buffer is not kept for the next, most likely smaller one. */
const MAX_KEPT = 4 * 1024 * 1024;

let kept: Buffer | null = Buffer.allocUnsafeSlow(FIRST_SIZE);

/** Writes a body at one go: `write` must not wait for anything. Null when it says that there is no data. */
export function writeOutput(write: (out: Output) => boolean): string | null {
  const out: Output = { bytes: kept ?? Buffer.allocUnsafeSlow(FIRST_SIZE), at: 0, isAscii: true };
  kept = null;
  try {
    writeAscii(out, BEFORE_DATA);
    if (!write(out)) return null;
    writeAscii(out, AFTER_DATA);
    return out.isAscii ? out.bytes.toString('latin1', 0, out.at) : out.bytes.toString('utf8', 0, out.at);
  } finally {
    kept = out.bytes.length <= MAX_KEPT ? out.bytes : null;
  }
}

function reserve(out: Output, size: number): void {
  if (out.at + size <= out.bytes.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(out.bytes.length * 2, out.at + size));
  out.bytes.copy(larger, 0, 0, out.at);
  out.bytes = larger;
}

/** Writes prepared bytes, which are a few. */
export function writeBytes(out: Output, prepared: Uint8Array): void {
  reserve(out, prepared.length);
  const { bytes } = out;
  let { at } = out;
  for (let index = 0; index < prepared.length; index++) bytes[at++] = prepared[index] as number;
  out.at = at;
}

/** Writes again what already stands between two places. */
export function writeAgain(out: Output, start: number, end: number): void {
  reserve(out, end - start);
  out.bytes.copyWithin(out.at, start, end);
  out.at += end - start;
}

/** Writes a text of ASCII characters as it is. */
export function writeAscii(out: Output, text: string): void {
  reserve(out, text.length);
  const { bytes } = out;
  let { at } = out;
  for (let index = 0; index < text.length; index++) bytes[at++] = text.charCodeAt(index);
  out.at = at;
}

/** Writes a text that is JSON. */
export function writeJson(out: Output, text: string): void {
  reserve(out, text.length * 3);
  const written = out.bytes.write(text, out.at, 'utf8');
  if (written !== text.length) out.isAscii = false;
  out.at += written;
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Writes a string as JSON. */
export function writeString(out: Output, value: string): void {
  const { length } = value;
  reserve(out, length + 2);
  const { bytes } = out;
  let { at } = out;
  bytes[at++] = QUOTE;
  for (let index = 0; index < length; index++) {
    const code = value.charCodeAt(index);
    if (code < 32 || code > 126 || code === QUOTE || code === BACKSLASH) {
      writeJson(out, JSON.stringify(value));
      return;
    }
    bytes[at++] = code;
  }
  bytes[at++] = QUOTE;
  out.at = at;
}

const NULL = Buffer.from('null');
export const writeNull = (out: Output): void => writeBytes(out, NULL);
