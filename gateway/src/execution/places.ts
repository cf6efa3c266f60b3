import { type Data, isData, MAX_LISTS } from '../calls/data.ts';
import type { Path } from '../planning/plan.ts';
import type { Types } from './types.ts';

/** One walk over the data. */
export interface Walk {
  /** Is given every object that the path leads to, and tells what is to stand in its place: as a rule the object itself. */
  visit(object: Data): Data;
  /** Objects that stand in several places. They are gone through once. */
  readonly shared: ReadonlySet<Data>;
  /** Those of them that this walk has come to. */
  seen: Set<Data> | null;
}

const NONE: ReadonlySet<Data> = new Set();

/** A walk that does something with each object. */
export const walkWith = (visit: Walk['visit'], shared: ReadonlySet<Data> = NONE): Walk => ({ visit, shared, seen: null });

export type Collect = (root: Data, walk: Walk) => Data;

/** Compiles a path into a walk over the data that visits every object it leads to. Lists are gone through wherever they stand. */
export function compilePath(path: Path, types: Types): Collect {
  const [step, ...rest] = path;
  if (!step) return (object, walk) => walk.visit(object);
  const collect = compilePath(rest, types);
  switch (step.kind) {
    case 'field':
      return throughField(step.name, collect);
    case 'items':
      return collect;
    case 'type': {
      const applies = typeTest(step.names, types);
      return (object, walk) => (applies(object.__typename) ? collect(object, walk) : object);
    }
  }
}

function throughField(name: string, collect: Collect): Collect {
  const each = (value: unknown, walk: Walk, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value)) return isNew(value as Data, walk) ? collect(value as Data, walk) : value;
    if (depth === MAX_LISTS) return value;
    for (let at = 0; at < value.length; at++) {
      const item: unknown = value[at];
      const kept = each(item, walk, depth + 1);
      if (kept !== item) value[at] = kept;
    }
    return value;
  };
  return (object, walk) => {
    const value = object[name];
    const kept = each(value, walk, 0);
    if (kept !== value) object[name] = kept;
    return object;
  };
}

function isNew(object: Data, walk: Walk): boolean {
  if (walk.shared.size === 0 || !walk.shared.has(object)) return true;
  walk.seen ??= new Set();
  if (walk.seen.has(object)) return false;
  walk.seen.add(object);
  return true;
}

/** Whether an object stands under one of some type conditions. One that does not tell its type was asked for by them alone. */
export function typeTest(names: readonly string[], types: Types): (typeName: unknown) => boolean {
  const known = new Map<unknown, boolean>([[undefined, true]]);
  return (typeName) => {
    const answer = known.get(typeName);
    if (answer !== undefined) return answer;
    const applies = names.some((name) => types.satisfies(String(typeName), name));
    if (known.size < 1_000) known.set(typeName, applies);
    return applies;
  };
}

export type Place = readonly (string | number)[];

/** Where each of the wanted objects (null: each) stands, by the names of the plan. Walks again: only for errors, so that a call without one is fast. */
export function locate(root: Data, paths: readonly Path[], wanted: ReadonlySet<Data> | null, types: Types): Map<Data, Place[]> {
  const places = new Map<Data, Place[]>();
  const walk = (value: unknown, place: Place, [step, ...rest]: Path, depth = 0): void => {
    if (Array.isArray(value)) {
      if (depth === MAX_LISTS) return;
      const after = step?.kind === 'items' ? rest : step ? [step, ...rest] : [];
      for (const [at, item] of value.entries()) walk(item, [...place, at], after, depth + 1);
    } else if (isData(value)) {
      if (step?.kind === 'field') walk(value[step.name], [...place, step.name], rest);
      else if (step?.kind === 'items') walk(value, place, rest);
      else if (step) {
        if (typeTest(step.names, types)(value.__typename)) walk(value, place, rest);
      } else if (!wanted || wanted.has(value)) places.set(value, [...(places.get(value) ?? []), place]);
    }
  };
  for (const path of paths) walk(root, [], path);
  return places;
}
