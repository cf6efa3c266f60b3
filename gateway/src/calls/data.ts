import { ExactNumber, writeExactly } from './exactJson.ts';

/** A JSON object as a subgraph answers it. */
export type Data = Record<string, unknown>;

/**
 * Lists stand in lists as deep as their type says. Walks over data stop at this depth: what a subgraph nests deeper is of no type, and is
 * told so where it is printed.
 */
export const MAX_LISTS = 100;

/** A value as JSON; undefined for one that is nested too deep to be written, or holds what is no number. */
export function writtenAs(value: unknown): string | undefined {
  try {
    return writeExactly(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether lists stand in lists deeper than those of any type. */
export function isEndless(value: unknown): boolean {
  let at = value;
  for (let depth = 0; Array.isArray(at); depth++) {
    if (depth > MAX_LISTS) return true;
    at = at[0];
  }
  return false;
}

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

/**
 * Sets a key of an object that came as JSON, as `JSON.parse` does: the name "__proto__" is a key like any other, also in values of custom
 * scalars.
 */
export function setKey(object: Data, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** What an object itself has under a key. */
export const ownValue = (object: Data, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);
