import { randomUUID } from 'node:crypto';

/**
 * A number of a subgraph's answer that JavaScript's numbers do not hold: with more digits, or beyond their range. It stands in data as its
 * text, and leaves with all its digits (RFC 8259, 6, sets no limit to them).
 */
export class ExactNumber {
  constructor(readonly text: string) {}

  /** The nearest number of JavaScript; infinite where there is none. */
  valueOf(): number {
    return Number(this.text);
  }

  toJSON(): string {
    return MARK + this.text;
  }
}

/** Stands before an exact number while it is a string. Nobody outside of this process knows it. */
const MARK = `exact number ${randomUUID()} `;

/** Whether any number of this process was exact: most processes never meet one, and need not look for them. */
let isMet = false;

/** Numbers that may be exact, in a text of JSON. They begin after a sign of JSON, as words in a string hardly ever do. */
const SUSPECT = /[:[,\s]-?(?:\d[\d.]{15}|\d[\d.]*[eE])/;

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Reads JSON as `JSON.parse` does, but for numbers that would lose digits: they become {@link ExactNumber}. */
export function parseExactly(text: string): unknown {
  if (!SUSPECT.test(text)) return JSON.parse(text);
  let count = 0;
  const marked = text.replace(STRING_OR_NUMBER, (token) => {
    if (token.startsWith('"') || isHeld(token)) return token;
    count += 1;
    return `"${MARK}${token}"`;
  });
  if (count === 0) return JSON.parse(text);
  isMet = true;
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? new ExactNumber(value.slice(MARK.length)) : value,
  );
}

/** Whether a number of JavaScript holds what a literal says: 15 significant digits always fit (IEEE 754), within its range. */
function isHeld(literal: string): boolean {
  const value = Number(literal);
  if (!Number.isFinite(value)) return false;
  const digits = (literal.split(/[eE]/)[0] as string).replace(/[-.]/g, '').replace(/^0+/, '');
  if (value === 0) return digits === '';
  return digits.length <= 15 || String(value) === literal;
}

/** A value as JSON, exact numbers with their digits; undefined where one of them is beyond the range of any number, or for no JSON at all. */
export function writeExactly(value: unknown): string | undefined {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined || !isMet || !text.includes(MARK)) return text;
  let isWritable = true;
  const written = text.replaceAll(WRITTEN, (_, literal: string) => {
    if (!Number.isFinite(Number(literal))) isWritable = false;
    return literal;
  });
  return isWritable ? written : undefined;
}

const WRITTEN = new RegExp(`"${MARK}([^"]*)"`, 'g');
