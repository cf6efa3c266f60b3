import { fromByteString } from '../operation/byteString.ts';
import { ExactNumber, parseExactly, writeExactly } from '../operation/exactJson.ts';

/** A JSON object of a subgraph's answer. Its strings are byte strings. */
export type Data = Record<string, unknown>;

/**
 * How deep lists may be nested in lists. Recursive functions over data stop at this depth, so that an answer cannot overflow the stack. No
 * type nests lists deeper: the projection reports such a value as invalid.
 */
export const MAX_LIST_DEPTH = 100;

/** A value as JSON text; undefined when it is nested too deep to be written, or has a number beyond the range of JavaScript. */
export function toJsonText(value: unknown): string | undefined {
  try {
    return writeExactly(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A copy of the data whose strings are texts, for what does not write them as bytes. */
export const textsOf = (data: Data | null): Data | null =>
  parseExactly(fromByteString(toJsonText(data) ?? 'null')) as Data | null;

/** Whether a value is a JSON object. */
export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

/** Sets a property as `JSON.parse` does: "__proto__" is an ordinary key and does not set the prototype. */
export function setKey(object: Data, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** The value of an own property; undefined for an inherited one. */
export const ownValue = (object: Data, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

/** Reads a property as an own one: names that every object inherits, such as "constructor", are undefined unless the object has its own. */
export const ownReader = (key: string): ((object: Data) => unknown) =>
  key in Object.prototype ? (object) => ownValue(object, key) : (object) => object[key];
