import { type Data, MAX_LIST_DEPTH } from '../calls/data.ts';

/**
 * Objects of a run that are at several response paths. Answers often repeat an entity. Two equal objects of one entity are replaced by
 * one, which is then visited, fetched, merged and printed once.
 */
export interface SharedObjects {
  /** Objects that are at several response paths. */
  readonly objects: Set<Data>;
  /** The objects that were taken out of the data, each with the object that replaced it. */
  readonly replacements: Map<Data, Data>;
  /** The number of paths whose objects wait for the answer of a call. */
  pendingPaths: number;
}

export const createSharedObjects = (): SharedObjects => ({ objects: new Set(), replacements: new Map(), pendingPaths: 0 });

/**
 * Lets `twin` replace `entity` when both are equal; false when they are not. Both must come from one path: the rest of the plan then
 * selects the same fields on both, because a key of the plan means one field with the same arguments everywhere.
 */
export function replaceIfEqual(entity: Data, twin: Data, sharedObjects: SharedObjects): boolean {
  if (entity === twin) return true;
  // A pending call may merge its answer into a nested object, which must stay in the data: then nested objects are not compared.
  if (!isSame(entity, twin, sharedObjects.pendingPaths === 0)) return false;
  sharedObjects.objects.add(twin);
  if (sharedObjects.pendingPaths > 0) sharedObjects.replacements.set(entity, twin);
  return true;
}

/** The object that has replaced the given one in the data since its call was sent, or the object itself. */
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
