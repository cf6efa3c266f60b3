import { type Data, isData, MAX_LIST_DEPTH } from '../calls/data.ts';
import type { Path } from '../planning/plan.ts';
import type { TypeLookup } from './typeLookup.ts';

/** One walk over the data. */
export interface PathVisitor {
  /** Is given every object that the path leads to, and tells what is to stand in its place: as a rule the object itself. */
  visit(object: Data): Data;
  /** Objects that stand in several places. They are gone through once. */
  readonly shared: ReadonlySet<Data>;
  /** Those of them that this walk has come to. */
  seen: Set<Data> | null;
}

const NONE: ReadonlySet<Data> = new Set();

/** A walk that does something with each object. */
export const createPathVisitor = (visit: PathVisitor['visit'], shared: ReadonlySet<Data> = NONE): PathVisitor => ({
  visit,
  shared,
  seen: null,
});

export type VisitPath = (root: Data, visitor: PathVisitor) => Data;

/** Compiles a path into a walk over the data that visits every object it leads to. Lists are gone through wherever they stand. */
export function compilePath(path: Path, types: TypeLookup): VisitPath {
  const [step, ...rest] = path;
  if (!step) return (object, visitor) => visitor.visit(object);
  const visitRest = compilePath(rest, types);
  switch (step.kind) {
    case 'field':
      return visitField(step.name, visitRest);
    case 'items':
      return visitRest;
    case 'type': {
      const applies = typeTest(step.names, types);
      return (object, visitor) => (applies(object.__typename) ? visitRest(object, visitor) : object);
    }
  }
}

function visitField(name: string, visitRest: VisitPath): VisitPath {
  const visitValue = (value: unknown, visitor: PathVisitor, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value)) return isFirstVisit(value as Data, visitor) ? visitRest(value as Data, visitor) : value;
    if (depth === MAX_LIST_DEPTH) return value;
    for (let at = 0; at < value.length; at++) {
      const item: unknown = value[at];
      const kept = visitValue(item, visitor, depth + 1);
      if (kept !== item) value[at] = kept;
    }
    return value;
  };
  return (object, visitor) => {
    const value = object[name];
    const kept = visitValue(value, visitor, 0);
    if (kept !== value) object[name] = kept;
    return object;
  };
}

function isFirstVisit(object: Data, visitor: PathVisitor): boolean {
  if (visitor.shared.size === 0 || !visitor.shared.has(object)) return true;
  visitor.seen ??= new Set();
  if (visitor.seen.has(object)) return false;
  visitor.seen.add(object);
  return true;
}

/** Whether an object stands under one of some type conditions. One that does not tell its type was asked for by them alone. */
export function typeTest(names: readonly string[], types: TypeLookup): (typeName: unknown) => boolean {
  const known = new Map<unknown, boolean>([[undefined, true]]);
  return (typeName) => {
    const answer = known.get(typeName);
    if (answer !== undefined) return answer;
    const applies = names.some((name) => types.satisfies(String(typeName), name));
    if (known.size < 1_000) known.set(typeName, applies);
    return applies;
  };
}

export type ResponsePath = readonly (string | number)[];

/** Where each of the wanted objects (null: each) stands, by the names of the plan. Walks again: only for errors, so that a call without one is fast. */
export function findResponsePaths(
  root: Data,
  paths: readonly Path[],
  wanted: ReadonlySet<Data> | null,
  types: TypeLookup,
): Map<Data, ResponsePath[]> {
  const places = new Map<Data, ResponsePath[]>();
  const visitor = (value: unknown, place: ResponsePath, [step, ...rest]: Path, depth = 0): void => {
    if (Array.isArray(value)) {
      if (depth === MAX_LIST_DEPTH) return;
      const after = step?.kind === 'items' ? rest : step ? [step, ...rest] : [];
      for (const [at, item] of value.entries()) visitor(item, [...place, at], after, depth + 1);
    } else if (isData(value)) {
      if (step?.kind === 'field') visitor(value[step.name], [...place, step.name], rest);
      else if (step?.kind === 'items') visitor(value, place, rest);
      else if (step) {
        if (typeTest(step.names, types)(value.__typename)) visitor(value, place, rest);
      } else if (!wanted || wanted.has(value)) places.set(value, [...(places.get(value) ?? []), place]);
    }
  };
  for (const path of paths) visitor(root, [], path);
  return places;
}
