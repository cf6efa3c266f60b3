import type { ByteString } from '../../operation/byteString.ts';
import { AFTER_DATA, BEFORE_DATA } from '../printedData.ts';

/** A buffer with JSON in UTF-8, written up to `at`. Setting `at` back discards what was written after it. */
export interface Output {
  bytes: Buffer;
  at: number;
  /** Whether every character so far is one byte. */
  isAscii: boolean;
}

const FIRST_SIZE = 64 * 1024;

/** The most bytes that buffers kept for reuse may have in all. */
const MAX_KEPT = 16 * 1024 * 1024;

/** Shorter answers are sent as strings: Node writes them together with the headers. */
const MIN_SENT_AS_BYTES = 8 * 1024;

const keptBuffers: Buffer[] = [];
let keptBytes = 0;

function takeBuffer(): Buffer {
  const buffer = keptBuffers.pop();
  if (!buffer) return Buffer.allocUnsafeSlow(FIRST_SIZE);
  keptBytes -= buffer.length;
  return buffer;
}

function keepBuffer(buffer: Buffer): void {
  if (keptBytes + buffer.length > MAX_KEPT) return;
  keptBytes += buffer.length;
  keptBuffers.push(buffer);
}

/** A response body: a string, or bytes in a buffer that is reused after the body is given back. */
export class Body {
  #buffer: Buffer | null;
  #sent: string | Buffer | null;

  constructor(buffer: Buffer | null, sent: string | Buffer) {
    this.#buffer = buffer;
    this.#sent = sent;
  }

  /** Throws when the body was given back: its buffer may hold another answer by now. */
  get sent(): string | Buffer {
    if (this.#sent === null) throw new Error('This answer was given back after it was sent.');
    return this.#sent;
  }

  /** Whether the body holds a buffer that is reused. */
  get isLent(): boolean {
    return this.#buffer !== null;
  }

  /** Call it when the body was sent and is not read any more. A body that is never given back is garbage-collected. */
  giveBack(): void {
    this.#sent = null;
    if (this.#buffer) keepBuffer(this.#buffer);
    this.#buffer = null;
  }
}

/**
 * Writes a body; `write` must be synchronous. Null when `write` returns false: there are no data. A long body stays bytes, because a
 * string would be copied three times until it is sent.
 */
export function writeBody(write: (out: Output) => boolean): Body | null {
  const out: Output = { bytes: takeBuffer(), at: 0, isAscii: true };
  let isLent = false;
  try {
    writeAscii(out, BEFORE_DATA);
    if (!write(out)) return null;
    writeAscii(out, AFTER_DATA);
    isLent = out.at >= MIN_SENT_AS_BYTES;
    if (isLent) return new Body(out.bytes, out.bytes.subarray(0, out.at));
    return new Body(null, out.bytes.toString(out.isAscii ? 'latin1' : 'utf8', 0, out.at));
  } finally {
    if (!isLent) keepBuffer(out.bytes);
  }
}

function reserve(out: Output, size: number): void {
  if (out.at + size <= out.bytes.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(out.bytes.length * 2, out.at + size));
  out.bytes.copy(larger, 0, 0, out.at);
  out.bytes = larger;
}

/** Writes a few prepared bytes. */
export function writeBytes(out: Output, prepared: Uint8Array): void {
  reserve(out, prepared.length);
  const { bytes } = out;
  let { at } = out;
  for (let index = 0; index < prepared.length; index++) bytes[at++] = prepared[index] as number;
  out.at = at;
}

/** Repeats the bytes between two positions. */
export function copyWritten(out: Output, start: number, end: number): void {
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

/** Writes JSON. */
export function writeJson(out: Output, json: ByteString): void {
  reserve(out, json.length);
  out.bytes.write(json, out.at, 'latin1');
  if (out.isAscii && NON_ASCII.test(json)) out.isAscii = false;
  out.at += json.length;
}

const NON_ASCII = /[\u0080-\u00ff]/;

const QUOTE = 34;
const BACKSLASH = 92;

/** Writes a string as JSON. Returns false and writes nothing for a lone surrogate, which is no byte. */
export function writeString(out: Output, value: ByteString): boolean {
  const { length } = value;
  reserve(out, length + 2);
  const { bytes } = out;
  let { at } = out;
  let allBits = 0;
  bytes[at++] = QUOTE;
  for (let index = 0; index < length; index++) {
    const code = value.charCodeAt(index);
    if (code < 32 || code > 255 || code === QUOTE || code === BACKSLASH) return writeEscaped(out, value);
    allBits |= code;
    bytes[at++] = code;
  }
  if (allBits > 127) out.isAscii = false;
  bytes[at++] = QUOTE;
  out.at = at;
  return true;
}

function writeEscaped(out: Output, value: ByteString): boolean {
  if (NO_BYTE.test(value)) return false;
  writeJson(out, JSON.stringify(value));
  return true;
}

const NO_BYTE = /[\u0100-\uffff]/;

const NULL_BYTES = Buffer.from('null');
export const writeNull = (out: Output): void => writeBytes(out, NULL_BYTES);
