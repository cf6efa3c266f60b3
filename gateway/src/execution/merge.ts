import { type Data, isData, type Types } from './types.ts';

/**
 * Puts what one more call brought to what is there. A null takes nothing away and is replaced by a value; the name of an
 * object's own type stays when another subgraph knows the object by the name of an interface.
 */
export function merge(target: Data, source: Data, types: Types): void {
  for (const key in source) {
    const value = source[key];
    const present = target[key];
    // A function is what every object inherits under names such as "constructor".
    if (present === undefined || present === null || typeof present === 'function') target[key] = value;
    else if (value === null || value === present || key === '__proto__') continue;
    else if (typeof value === 'object') mergeComposite(present, value, types);
    else if (key !== '__typename' || !types.isObject(String(present))) target[key] = value;
  }
}

function mergeComposite(present: unknown, value: object | undefined, types: Types): void {
  if (Array.isArray(present) && Array.isArray(value)) mergeLists(present, value, types);
  else if (isData(present) && isData(value)) merge(present, value, types);
}

function mergeLists(present: unknown[], list: readonly unknown[], types: Types): void {
  for (let at = 0; at < present.length && at < list.length; at++) {
    const value = list[at];
    if (present[at] === null) present[at] = value;
    else if (typeof value === 'object' && value !== null) mergeComposite(present[at], value, types);
  }
}

/** A copy that shares nothing. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isData(value)) return value;
  const copy: Data = {};
  for (const key in value) copy[key] = copyOf(value[key]);
  return copy as T;
}
