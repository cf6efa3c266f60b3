import { type Data, isData, MAX_LIST_DEPTH, ownValue, setKey } from '../calls/data.ts';
import type { TypeLookup } from './typeLookup.ts';

/**
 * Puts what one more call brought to what is there. A null takes nothing away and is replaced by a value; the name of an
 * object's own type stays when another subgraph knows the object by the name of an interface.
 */
export function merge(target: Data, source: Data, types: TypeLookup): void {
  for (const key in source) {
    const value = source[key];
    const present = key === '__proto__' ? ownValue(target, key) : target[key];
    // A function is what every object inherits under names such as "constructor".
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

/** Objects and lists in each other, so deep that no operation selects anything of them. */
const MAX_COPIED = 1_000;

/** A copy that shares nothing that is ever gone into. */
export function copyOf<T>(value: T, depth = 0): T {
  if (depth === MAX_COPIED) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item, depth + 1)) as T;
  if (!isData(value)) return value;
  const copy: Data = {};
  for (const key in value) setKey(copy, key, copyOf(value[key], depth + 1));
  return copy as T;
}
