import { randomUUID } from 'node:crypto';

/**
 * A number of a request or an answer that JavaScript cannot represent, because it has too many digits or is out of range. It keeps the literal
 * text and is written with all its digits (RFC 8259, 6, sets no limit to them).
 */
export class ExactNumber {
  constructor(readonly text: string) {}

  /** The nearest JavaScript number; infinite when the literal is out of range. */
  valueOf(): number {
    return Number(this.text);
  }

  toJSON(): string {
    return PREFIX + this.text;
  }
}

/** Prefix of the strings that stand for exact numbers while JSON is parsed or written. It is random, so no other string begins with it. */
const PREFIX = `exact number ${randomUUID()} `;

/** Whether this process has read an exact number. Most never do, and then nothing needs to be searched for one. */
let hasExactNumbers = false;

/** Matches a number that `JSON.parse` may change: one of 16 characters or more, or with an exponent. It may also match within a string. */
const MAYBE_INEXACT = /[:[,\s]-?(?:\d[\d.]{15}|\d[\d.]*[eE])/;

/** Whether `JSON.parse` may change a number of a text. */
export const mayLoseDigits = (text: string): boolean => MAYBE_INEXACT.test(text);

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON as `JSON.parse` does, but numbers that would lose digits become {@link ExactNumber}: they are first replaced in the text by strings
 * with {@link PREFIX}, which the reviver turns into exact numbers. Without `withOutOfRange` a number that is out of JavaScript's range becomes
 * infinite, as in `JSON.parse`.
 */
export function parseExactly(text: string, withOutOfRange = true): unknown {
  if (!MAYBE_INEXACT.test(text)) return JSON.parse(text);
  let count = 0;
  const prefixed = text.replace(STRING_OR_NUMBER, (token) => {
    if (token.startsWith('"') || isRepresentable(token)) return token;
    if (!withOutOfRange && !Number.isFinite(Number(token))) return token;
    count += 1;
    return `"${PREFIX}${token}"`;
  });
  if (count === 0) return JSON.parse(text);
  hasExactNumbers = true;
  return JSON.parse(prefixed, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(PREFIX) ? new ExactNumber(value.slice(PREFIX.length)) : value,
  );
}

/**
 * Whether JavaScript represents a number literal exactly: it does for up to 15 significant digits in range (IEEE 754). An unsafe integer always
 * becomes an exact number, so that no JavaScript number of an answer is one.
 */
function isRepresentable(literal: string): boolean {
  const value = Number(literal);
  if (isUnsafe(value)) return false;
  const digits = (literal.split(/[eE]/)[0] as string).replace(/[-.]/g, '').replace(/^0+/, '');
  if (value === 0) return digits === '';
  return digits.length <= 15 || String(value) === literal;
}

/** Writes JSON with all digits of exact numbers; undefined when one of them is out of JavaScript's range, or the value is not JSON. */
export function writeExactly(value: unknown): string | undefined {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined || !hasExactNumbers || !text.includes(PREFIX)) return text;
  let isWritable = true;
  const written = text.replaceAll(PREFIXED_STRING, (_, literal: string) => {
    if (!Number.isFinite(Number(literal))) isWritable = false;
    return literal;
  });
  return isWritable ? written : undefined;
}

const PREFIXED_STRING = new RegExp(`"${PREFIX}([^"]*)"`, 'g');

/** A text for people in which exact numbers stand as JavaScript prints them, with the literals as the client wrote them. */
export const withLiterals = (text: string): string =>
  hasExactNumbers ? text.replaceAll(PREFIXED_STRING, '$1').replaceAll(PREFIX, '') : text;

/** Whether a number is an unsafe integer or out of range, so that the literal may have had other digits. */
const isUnsafe = (value: number): boolean => !Number.isSafeInteger(value) && (Number.isInteger(value) || !Number.isFinite(value));

/** The types that refuse unsafe integers. A `Float` may be rounded, and custom scalars keep all digits. */
const INTEGER_TYPES = new Set(['ID', 'Int', 'String']);

/** Whether a value of a scalar type, or an item of a list, may have other digits than the subgraph answered. */
export function losesDigits(typeName: string | undefined, value: unknown): boolean {
  if (typeof value === 'number') return typeName === 'Float' ? !Number.isFinite(value) : isUnsafe(value);
  if (value instanceof ExactNumber) return typeName !== undefined && INTEGER_TYPES.has(typeName) && isUnsafe(Number(value));
  // Nested lists are not searched: if the type has none, the projection reports them as invalid.
  return Array.isArray(value) && value.some((item) => !Array.isArray(item) && losesDigits(typeName, item));
}
