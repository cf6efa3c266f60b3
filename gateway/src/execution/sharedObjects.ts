import { type Data, MAX_LIST_DEPTH } from '../calls/data.ts';

/**
 * What one run knows of objects that stand in several places. Answers name the same entity over and over; two objects that are one
 * entity and know the same of it become one, which is then gone through, continued, merged and printed once.
 */
export interface SharedObjects {
  /** Objects that stand in several places. */
  readonly objects: Set<Data>;
  /** The objects that no longer stand anywhere, and which ones stand in their place. */
  readonly replacements: Map<Data, Data>;
  /** How many walks have found objects that now wait for an answer. */
  pendingPaths: number;
}

export const createSharedObjects = (): SharedObjects => ({ objects: new Set(), replacements: new Map(), pendingPaths: 0 });

/**
 * Lets `twin` stand for `entity` too, when both are the same; false when they are not. Both were found on one path, so the rest of
 * the plan asks the same of them: a name of the plan means one field with the same arguments wherever it stands.
 */
export function replaceIfEqual(entity: Data, twin: Data, sharedObjects: SharedObjects): boolean {
  if (entity === twin) return true;
  // An answer that is awaited may be meant for an object further in, which must not be lost with what it stands in.
  if (!isSame(entity, twin, sharedObjects.pendingPaths === 0)) return false;
  sharedObjects.objects.add(twin);
  if (sharedObjects.pendingPaths > 0) sharedObjects.replacements.set(entity, twin);
  return true;
}

/** What stands where an object stood when its call was sent. */
export function currentObject({ replacements }: SharedObjects, object: Data): Data {
  if (replacements.size === 0) return object;
  let at = object;
  for (let next = replacements.get(at); next; next = replacements.get(at)) at = next;
  return at;
}

function isSame(one: Data, other: Data, isDeep: boolean, depth = 0): boolean {
  let more = 0;
  for (const key in one) {
    if (key === '__proto__' && !Object.hasOwn(other, key)) return false;
    if (one[key] !== other[key] && !(isDeep && isSameValue(one[key], other[key], depth + 1))) return false;
    more += 1;
  }
  for (const _ in other) more -= 1;
  return more === 0;
}

function isSameValue(one: unknown, other: unknown, depth: number): boolean {
  if (depth === MAX_LIST_DEPTH) return false;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (!Array.isArray(one)) return !Array.isArray(other) && isSame(one as Data, other as Data, true, depth);
  if (!Array.isArray(other) || one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (!isSameValue(one[at], other[at], depth + 1)) return false;
  return true;
}
