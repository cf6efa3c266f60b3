import { type Data, isData, MAX_LIST_DEPTH, ownValue, setKey } from '../calls/data.ts';
import type { TypeLookup } from './typeLookup.ts';

/**
 * Merges the data of one more call into an object. A null never replaces a value, and a value replaces a null. The `__typename` of an
 * object type stays when another subgraph answers the name of an interface.
 */
export function merge(target: Data, source: Data, types: TypeLookup): void {
  for (const key in source) {
    const value = source[key];
    const present = key === '__proto__' ? ownValue(target, key) : target[key];
    // Every object inherits functions such as "constructor".
    if (present === undefined || present === null || typeof present === 'function') setKey(target, key, value);
    else if (value === null || value === present) continue;
    else if (typeof value === 'object') mergeComposite(present, value, types);
    else if (key !== '__typename' || !types.isObject(String(present))) target[key] = value;
  }
}

function mergeComposite(present: unknown, value: object | undefined, types: TypeLookup, depth = 0): void {
  if (Array.isArray(present) && Array.isArray(value)) mergeLists(present, value, types, depth);
  else if (isData(present) && isData(value)) merge(present, value, types);
}

function mergeLists(present: unknown[], list: readonly unknown[], types: TypeLookup, depth: number): void {
  if (depth === MAX_LIST_DEPTH) return;
  for (let at = 0; at < present.length && at < list.length; at++) {
    const value = list[at];
    if (present[at] === null) present[at] = value;
    else if (typeof value === 'object' && value !== null) mergeComposite(present[at], value, types, depth + 1);
  }
}

/** Nesting beyond this depth is not copied: no operation selects fields so deep. */
const MAX_COPIED = 1_000;

/** A deep copy. */
export function copyOf<T>(value: T, depth = 0): T {
  if (depth === MAX_COPIED) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item, depth + 1)) as T;
  if (!isData(value)) return value;
  const copy: Data = {};
  for (const key in value) setKey(copy, key, copyOf(value[key], depth + 1));
  return copy as T;
}
